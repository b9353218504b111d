/** A process that does nothing. */
setInterval(() => {}, 60_000)
console.log('ready')
