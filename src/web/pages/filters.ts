/** Forms that filter a list: they only change the address, so a filtered list can be kept and sent. */
import { type Html, markup } from './markup.ts'

export interface FilterField {
  name: string
  label: string
  value: string | undefined
  /** The values to pick from; without them it is typed. */
  choices?: readonly { value: string; label: string }[]
  /** The meaning of an empty choice: "any". */
  none?: string
  example?: string
}

export const renderFilters = (action: string, fields: readonly FilterField[], submit = 'Show'): Html =>
  markup`<form class="filters" method="get" action="${action}" role="search">${fields.map(
    renderField,
  )}<button>${submit}</button></form>`

const renderField = ({ name, label, value, choices, none, example }: FilterField): Html =>
  choices
    ? markup`<label>${label}<select name="${name}">${none !== undefined && markup`<option value="">${none}</option>`}${choices.map(
        c => markup`<option value="${c.value}"${c.value === value && markup` selected`}>${c.label}</option>`,
      )}</select></label>`
    : markup`<label>${label}<input name="${name}" value="${value ?? ''}"${example !== undefined && markup` placeholder="${example}"`}></label>`

export const toChoices = (values: readonly string[]): { value: string; label: string }[] =>
  values.map(value => ({ value, label: value }))
