/** The sentences about `said:`, the place where an act that TSB records was said. */

export const SAID_MISSING =
  'The option said: is missing: the meeting or session at which it was said, with its date, such as said:"TSAG meeting, 28 January 2026".'

/** To a chair or vice-chair, who needs no record of TSB. */
export const SAID_OWN =
  'The option said: is for what TSB records of others; leave it out where you act in your own name.'
