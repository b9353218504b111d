/**
 * The same result for everybody who asks while the work is under way: these addresses can be asked by anybody, as often
 * as they like.
 */
export function shared<T>(work: () => Promise<T>): () => Promise<T> {
  let underWay: Promise<T> | undefined
  return () => {
    underWay ??= work().finally(() => {
      underWay = undefined
    })
    return underWay
  }
}
