import type { Locale } from '../kernel/words.ts'

/** Words around files: their list, and the form that adds one. */
const zh = {
  noFiles: '没有附件。',
  addFile: '添加附件',
  fileHint: (mb: number, n: number) => `每个文件不超过 ${mb} MB，最多 ${n} 个。可以上传 PDF、OFD、Office 文档、图片和纯文本。`,
  chooseFile: '选择文件',
  noFileChosen: '未选择文件',
  dropFile: '或拖放到此处',
  dropEntered: '已进入拖放区',
  dropLeft: '已离开拖放区',
  description: '说明',
  descriptionHint: '可不填；写明附件是什么',
  descriptionLong: '说明不能超过 300 个字',
  upload: '上传',
  uploading: '正在上传',
  checking: '已传完，正在检查…',
  uploaded: '已上传。',
  failed: '没有传完，请检查网络后重试。',
  tooLarge: (mb: number) => `文件超过 ${mb} MB，请压缩或拆分后再上传`,
  remove: '移除',
}

type FileWords = typeof zh
const en: FileWords = {
  noFiles: 'No attachments.',
  addFile: 'Add an attachment',
  fileHint: (mb, n) => `Each file up to ${mb} MB, at most ${n} files: PDF, OFD, Office documents, pictures, plain text.`,
  chooseFile: 'Choose file',
  noFileChosen: 'No file chosen',
  dropFile: 'or drop file',
  dropEntered: 'Entered drop zone',
  dropLeft: 'Left drop zone',
  description: 'Description',
  descriptionHint: 'Optional: what the file is',
  descriptionLong: 'The description must be 300 characters or fewer',
  upload: 'Upload',
  uploading: 'Uploading',
  checking: 'All sent, being checked…',
  uploaded: 'Uploaded.',
  failed: 'It was not sent completely. Check the network and try again.',
  tooLarge: mb => `The file is larger than ${mb} MB. Make it smaller or split it`,
  remove: 'Remove',
}

export const fileWords: Readonly<Record<Locale, FileWords>> = { 'zh-CN': zh, en }
