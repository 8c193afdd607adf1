/** The two languages of the house. zh-CN is the default; legal documents exist in Chinese only. */
export const locales = ['zh-CN', 'en'] as const
export type Locale = (typeof locales)[number]

/** One text in both languages: a missing one is a compile error. */
export type Words = Readonly<Record<Locale, string>>
