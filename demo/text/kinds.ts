/** What can be composed, and what each kind must be told. */
import type { Day } from '../times.ts'
import type { Unit } from '../units.ts'

export type Piece = { readonly title: string; readonly summary: string; readonly paragraphs: string[]; readonly keywords: string[] }

export type Base = { readonly unit: Unit; readonly day: Day }

export type InterpretationColumn = 'central' | 'provincial' | 'municipal' | 'picture'
export type BudgetKind = 'budget' | 'final_account' | 'three_public'
/** The eight classes of 国办发〔2017〕94号. */
export type ProjectClass =
  | 'service'
  | 'approval'
  | 'bidding'
  | 'expropriation'
  | 'design_change'
  | 'construction'
  | 'supervision'
  | 'completion'
/** A works, B land, C mining rights, D state property, E procurement, F other. */
export type TradingType = 'A' | 'B' | 'C' | 'D' | 'E' | 'F'
export type TradingStage = 'notice' | 'qualification' | 'process' | 'award' | 'performance' | 'change'
export type PilotField = 'culture' | 'law' | 'assistance' | 'elderly' | 'education' | 'health'
export type GazetteSection = 'city_document' | 'office_document' | 'report' | 'chronicle'
/** Plain columns of the portal: their words come from the unit's topic and the column's own frame. */
export type ItemKind =
  | 'personnel'
  | 'planning'
  | 'statistics'
  | 'emergency'
  | 'environment'
  | 'food'
  | 'education'
  | 'health'
  | 'assistance'
  | 'insurance'
  | 'poverty'

export type ContextOf = {
  news: Base
  notice: Base
  /** `number` is the document number (发文字号) where it has one already. */
  policy: Base & { readonly number?: string }
  interpretation: Base & { readonly policy: string; readonly column: InterpretationColumn }
  budget: Base & { readonly year: number; readonly kind: BudgetKind }
  project: Base & { readonly name: string; readonly code: string; readonly class: ProjectClass }
  trading: Base & { readonly name: string; readonly number: string; readonly type: TradingType; readonly stage: TradingStage }
  pilot: Base & { readonly field: PilotField }
  conference: Base & { readonly topic: string; readonly number: number }
  gazette: Base & { readonly section: GazetteSection; readonly issue: number }
  tip: Base
} & { [K in ItemKind]: Base }

export type Kind = keyof ContextOf
