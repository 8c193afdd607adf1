// Codes that stand in index numbers for ever: their check digits are verified before anything is numbered with them. Pure.

const weights = [3, 7, 9, 10, 5, 8, 4, 2]
const alphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ'

/** Whether the ninth character of an organisation code (组织机构代码) is right (GB 11714). */
export function isOrganisationCode(code: string): boolean {
  if (!/^[0-9A-Z]{8}[0-9X]$/.test(code)) return false
  const rest = 11 - (weights.reduce((sum, weight, index) => sum + weight * alphabet.indexOf(code.charAt(index)), 0) % 11)
  return code.charAt(8) === (rest === 10 ? 'X' : rest === 11 ? '0' : String(rest))
}

const uscc_alphabet = '0123456789ABCDEFGHJKLMNPQRTUWXY'

/** Whether the eighteenth character of a unified social credit code (统一社会信用代码) is right (GB 32100). */
export function isUscc(code: string): boolean {
  if (!/^[0-9A-HJ-NPQRTUWXY]{18}$/.test(code)) return false
  let sum = 0
  for (let index = 0, weight = 1; index < 17; index += 1, weight = (weight * 3) % 31) {
    sum += uscc_alphabet.indexOf(code.charAt(index)) * weight
  }
  return uscc_alphabet.indexOf(code.charAt(17)) === (31 - (sum % 31)) % 31
}
