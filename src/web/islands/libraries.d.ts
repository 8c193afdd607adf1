// The libraries ship no types. This is what islands/main.ts uses of them.
declare module 'govuk-frontend' {
  type Component = { moduleName: string }
  export const createAll: (
    component: Component,
    config?: Readonly<Record<string, string | number | boolean>>,
    where?: { readonly scope: Element },
  ) => void
  export const Button: Component
  export const CharacterCount: Component
  export const Checkboxes: Component
  export const ErrorSummary: Component
  export const FileUpload: Component
  export const NotificationBanner: Component
  export const PasswordInput: Component
  export const Radios: Component
  export const ServiceNavigation: Component
  export const SkipLink: Component
  export const Tabs: Component
}
declare module '@ministryofjustice/frontend/moj/components/alert/alert.mjs' {
  export const Alert: { moduleName: string }
}
