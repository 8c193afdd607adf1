/** What we use of bpmn-moddle, which brings no types of its main entry. */
declare module 'bpmn-moddle' {
  export type Definitions = unknown
  export type Element = { readonly $type: string; readonly id?: string; readonly [property: string]: unknown }
  export class BpmnModdle {
    create(type: string, properties?: Readonly<Record<string, unknown>>): Element
    toXML(definitions: Element, options?: { readonly format?: boolean }): Promise<{ readonly xml: string }>
    fromXML(xml: string): Promise<{
      readonly rootElement: Element
      readonly warnings: readonly Error[]
      readonly elementsById: Readonly<Record<string, Element>>
    }>
  }
}
