import { Refusal } from '../refusal.ts'
import type { Words } from '../words.ts'

/** The input of every upload form: refusals are shown beside it. */
export const fileField = 'file'

const beside = (words: Words, kind: 'invalid' | 'too_large' = 'invalid') => new Refusal(kind, words, { [fileField]: words })

const accepted: Words = {
  'zh-CN': 'PDF、OFD、Word、Excel、PowerPoint（docx、xlsx、pptx、doc、xls）、图片（png、jpg、gif、webp）和纯文本（txt）',
  en: 'PDF, OFD, Word, Excel, PowerPoint (docx, xlsx, pptx, doc, xls), pictures (png, jpg, gif, webp) and plain text (txt)',
}

/** Every lawful no to a file, in one place: what is wrong, and what to do about it. */
export const no = {
  file: () => beside({ 'zh-CN': '请选择文件', en: 'Choose a file' }),
  empty: (name: string) => beside({ 'zh-CN': `“${name}”是空文件，请检查后重新选择`, en: `“${name}” is empty. Check it and choose again` }),
  tooLarge: (name: string, bytes_max: number) =>
    beside({
      'zh-CN': `“${name}”超过 ${megabytes(bytes_max)} MB，请压缩或拆分后再上传`,
      en: `“${name}” is larger than ${megabytes(bytes_max)} MB. Make it smaller or split it`,
    }),
  kind: (name: string) =>
    beside({
      'zh-CN': `“${name}”的内容不是可以上传的类型。可以上传：${accepted['zh-CN']}`,
      en: `The content of “${name}” is of a kind that cannot be attached. You can attach ${accepted.en}`,
    }),
  bomb: (name: string) =>
    beside({
      'zh-CN': `“${name}”已加密、已损坏，或者展开后过大，无法检查。请另存为不加密的文件后再上传`,
      en: `“${name}” is encrypted, broken or too large inside, so it cannot be checked. Save it without a password and try again`,
    }),
  ending: (name: string, kindName: Words, ending: string) =>
    beside({
      'zh-CN': `“${name}”的扩展名与内容不符：内容是${kindName['zh-CN']}。请把扩展名改为 .${ending}，或者选择正确的文件`,
      en: `The ending of “${name}” does not fit its content, which is: ${kindName.en}. Change the ending to .${ending}, or choose the right file`,
    }),
  infected: (name: string) =>
    beside({
      'zh-CN': `在“${name}”中发现病毒，文件没有保存。请联系信息安全人员`,
      en: `A virus was found in “${name}”. The file was not kept. Tell your security staff`,
    }),
  unchecked: (name: string) =>
    beside({
      'zh-CN': `现在无法检查“${name}”是否含有病毒，文件没有保存。请稍后再试`,
      en: `“${name}” cannot be checked for viruses now, so it was not kept. Try again later`,
    }),
  broken: () => beside({ 'zh-CN': '文件没有传完，请重新上传', en: 'The file did not arrive whole. Upload it again' }),
  twice: (name: string) =>
    beside({ 'zh-CN': `同样内容的文件已经在附件中（“${name}”）`, en: `A file with this content is attached already (“${name}”)` }),
  tooMany: (files_max: number) =>
    beside({
      'zh-CN': `最多只能有 ${files_max} 个附件，请先移除不需要的`,
      en: `There can be no more than ${files_max} attachments. Remove one first`,
    }),
} as const

const megabytes = (bytes: number): number => Math.round(bytes / 1_000_000)
