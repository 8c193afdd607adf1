export { FormId, fieldError, Problems } from '../../../web/fields.tsx'
export type { SentForm as FormState } from '../../../web/form-state.ts'
