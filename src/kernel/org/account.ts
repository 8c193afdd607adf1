// What an account may look like: pure, so that forms and tables of rules may read it.

/** What a name to sign in with may look like, in lower case; the table checks the same. */
export const sign_in_name_shape = /^[a-z0-9._-]{2,40}$/
/** Shortest password, in characters; no rule of which characters, as long ones are better than odd ones (NIST SP 800-63B). [D] */
export const password_length_min = 12
/** Recovery codes of an account: each signs in once, in place of a code of the authenticator. [D] */
export const recovery_codes = 10
/** The passwords of the set-up were typed on one screen: each is replaced at the first sign-in, and nobody may be late for good. [D] */
export const set_up_days = 90
/** Longest one: hashing must not be a way to keep the server busy. */
export const password_length_max = 200

/** What people choose when twelve characters are asked for, in lower case and without what stands between. [D] */
const common = new Set(
  `123456789012 1234567890123 1234567890abc 12345678901234 123456789123 012345678901 0123456789abc 987654321098 9876543210987 1234567891011
  112233445566 123123123123 123321123321 135792468013 147258369147 159753159753 520131452013 5201314520131 1qaz2wsx3edc 1q2w3e4r5t6y
  1qaz2wsx3edc4rfv qazwsxedcrfv qwertyuiop12 qwertyuiop123 qwertyuiopasdf qwerty123456 qwertyqwerty qweasdzxc123 asdfghjkl123 zxcvbnm12345
  abcdefghijkl abcdefghijklm abcdefg12345 abcd1234abcd abc123abc123 abc123456789 a123456789012 a1234567890b password1234 password12345 password123456
  passwordpassword passw0rd1234 p@ssw0rd1234 mypassword123 administrator administrator1 admin1234567 admin12345678 admin123456789 adminadmin123
  adminadminadmin root12345678 rootrootroot letmein12345 letmeinletmein welcome12345 welcome123456 changeme1234 changemenow1 iloveyou1234 iloveyou5201314
  woaini1314520 woaini520131 woainiwoaini zhongguo1949 zhonghuarenmin wodemima1234 mima12345678 zhengwu12345 zhengfu12345`.split(/\s+/),
)

export type PasswordFault = 'length' | 'name' | 'common'

/** Why nobody may choose this password, or null: its length, the person's own names, one of the commonest, three characters over and over. */
export function passwordFault(password: string, who: { readonly name: string; readonly sign_in_name: string }): PasswordFault | null {
  const length = [...password].length
  if (length < password_length_min || password.length > password_length_max) return 'length'
  const lower = password.toLowerCase()
  for (const name of [who.name, who.sign_in_name].map(text => text.trim().toLowerCase())) {
    if (name !== '' && lower.replaceAll(name, '').replaceAll(/[\s._-]/g, '').length <= (name.length >= 4 ? 4 : 0)) return 'name' // the name, with the year behind it
  }
  if (common.has(lower) || common.has(lower.replaceAll(/[\s._-]/g, '')) || new Set(lower).size <= 3) return 'common'
  return null
}
