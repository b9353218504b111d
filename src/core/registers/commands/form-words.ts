/** The titles of the forms of a register's commands. */
import type { AnyRegister } from '../register.ts'

/** "Correct TD164", "Correct a document" while none is named. */
export const formOf = ({ key, noun, formWords }: AnyRegister, act: string, submit: string) => ({
  title:
    key.create && act === 'Add'
      ? `Add ${formWords?.one ?? noun}`
      : `${act} {${key.name}|${formWords?.one ?? noun}}`,
  submit,
})

/** "Documents" */
export const allOf = ({ title, formWords }: AnyRegister): string => formWords?.all ?? title
