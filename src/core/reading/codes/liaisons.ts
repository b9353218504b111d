/** Numbers of liaison statements: those of ITU's groups ("TSAG-LS4"), and those of others, kept as they are. */

export interface LiaisonNumber {
  /** "TSAG", "SG11", "FG-MV", "IEEE802.3"; absent where a foreign number doesn't say it in this form. */
  sender?: string
  number?: number
  /** As written: "ITU-R SG 4-Document 4/TEMP/2". */
  written: string
}

const OWN_FORM = /^((?:[\p{L}\d.&/-]|(?<! ) (?! )){1,40}?)-LS ?(\d{1,4})$/u

/** One target of a reply. The period is stated nowhere and never guessed. */
export function toLiaisonNumber(raw: string): LiaisonNumber {
  const written = raw.trim()
  const match = written.length <= 60 ? OWN_FORM.exec(written) : null
  if (!match) return { written }
  return {
    sender: match[1]!.replace(/^ITU-T /, '').replace(/^SG (?=\d)/, 'SG'),
    number: Number(match[2]),
    written,
  }
}

/** "TSAG-LS4" for own forms, foreign numbers as written. */
export const liaisonCode = ({ sender, number, written }: LiaisonNumber): string =>
  sender === undefined || number === undefined ? written : `${sender}-LS${number}`
