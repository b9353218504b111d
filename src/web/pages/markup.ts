/** Markup of pages: hono's `html` templates, which escape what they are given, without promises in between. */
import { html } from 'hono/html'
import type { HtmlEscapedString } from 'hono/utils/html'

export type Html = HtmlEscapedString

/** Values that can stand in a template; absent ones leave nothing. */
export type Content = Html | string | number | false | null | undefined | readonly Content[]

/** Nothing in it waits, so it is never a promise. */
export const markup = (literals: TemplateStringsArray, ...values: readonly Content[]): Html =>
  html(literals, ...values) as Html
