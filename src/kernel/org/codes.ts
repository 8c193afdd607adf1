// Check digits of the codes by which an organisation is known: pure.

const uscc_alphabet = '0123456789ABCDEFGHJKLMNPQRTUWXY'
const uscc_weights = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28]

/** 统一社会信用代码 (GB 32100-2015): 18 characters without I, O, S, V, Z, the last one a check digit modulo 31. */
export function isUscc(code: string): boolean {
  if (!/^[0-9A-HJ-NPQRTUWXY]{18}$/.test(code)) return false
  const sum = uscc_weights.reduce((total, weight, index) => total + weight * uscc_alphabet.indexOf(code.charAt(index)), 0)
  return code.charAt(17) === uscc_alphabet.charAt((31 - (sum % 31)) % 31)
}
