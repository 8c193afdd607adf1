// What an account may look like: pure, so that forms and tables of rules may read it.

/** What a name to sign in with may look like, in lower case; the table checks the same. */
export const sign_in_name_shape = /^[a-z0-9._-]{2,40}$/
/** Shortest password, in characters; no other rule, as long ones are better than odd ones (NIST SP 800-63B). */
export const password_length_min = 10
/** Longest one: hashing must not be a way to keep the server busy. */
export const password_length_max = 200
