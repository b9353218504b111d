/**
 * A browser's PNG made small: text on a plain ground has few colours, so a table of 256 of them and an index for
 * each pixel do, in less than half the bytes.
 */
import { crc32, deflateSync, inflateSync } from 'node:zlib'

const SIGNATURE = Buffer.from('89504e470d0a1a0a', 'hex')
/** Bytes of a pixel by the PNG's kind of colour: RGB, RGBA. */
const BYTES: Record<number, number> = { 2: 3, 6: 4 }
const MOST = 256

/** The same picture with at most 256 colours: the most frequent ones, for others the nearest of them. */
export function smaller(png: Buffer): Buffer {
  const { width, height, colours } = pixelsOf(png)
  const counts = new Map<number, number>()
  for (const colour of colours) counts.set(colour, (counts.get(colour) ?? 0) + 1)
  const table = [...counts]
    .toSorted(([a, m], [b, n]) => n - m || a - b)
    .slice(0, MOST)
    .map(([colour]) => colour)
  const places = new Map(table.map((colour, place) => [colour, place]))
  for (const colour of counts.keys()) if (!places.has(colour)) places.set(colour, nearest(colour, table))
  const rows = Buffer.alloc(height * (width + 1))
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) rows[y * (width + 1) + x + 1] = places.get(colours[y * width + x]!)!
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  header.set([8, 3, 0, 0, 0], 8)
  const palette = Buffer.from(table.flatMap(partsOf))
  const data = deflateSync(rows, { level: 9 })
  const chunks = [chunk('IHDR', header), chunk('PLTE', palette), chunk('IDAT', data)]
  return Buffer.concat([SIGNATURE, ...chunks, chunk('IEND', Buffer.alloc(0))])
}

const partsOf = (colour: number): number[] => [colour >> 16, (colour >> 8) & 255, colour & 255]

function nearest(colour: number, table: number[]): number {
  const parts = partsOf(colour)
  const distances = table.map(other =>
    partsOf(other).reduce((sum, part, i) => sum + (part - parts[i]!) ** 2, 0),
  )
  return distances.indexOf(Math.min(...distances))
}

function chunk(kind: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(kind), data])
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)]
  length.writeUInt32BE(data.length)
  sum.writeUInt32BE(crc32(body))
  return Buffer.concat([length, body, sum])
}

/** The colours of all pixels, as 0xRRGGBB; how opaque they are is left out. */
function pixelsOf(png: Buffer): { width: number; height: number; colours: Uint32Array } {
  const parts: Buffer[] = []
  for (let at = SIGNATURE.length; at < png.length; at += png.readUInt32BE(at) + 12)
    if (png.toString('latin1', at + 4, at + 8) === 'IDAT')
      parts.push(png.subarray(at + 8, at + 8 + png.readUInt32BE(at)))
  const [width, height, size] = [png.readUInt32BE(16), png.readUInt32BE(20), BYTES[png[25]!]]
  if (size === undefined) throw new Error(`A PNG with colours of kind ${png[25]} can't be made smaller here.`)
  const bytes = unfiltered(inflateSync(Buffer.concat(parts)), width * size, height, size)
  const colours = new Uint32Array(width * height)
  for (let i = 0; i < colours.length; i++) colours[i] = bytes.readUIntBE(i * size, 3)
  return { width, height, colours }
}

/** The bytes themselves, where the PNG has differences to neighbours (PNG specification, 9.2). */
function unfiltered(raw: Buffer, width: number, height: number, size: number): Buffer {
  const bytes = Buffer.alloc(width * height)
  for (let y = 0; y < height; y++) {
    const filter = raw[y * (width + 1)]!
    for (let x = 0; x < width; x++) {
      const at = y * width + x
      const left = x < size ? 0 : bytes[at - size]!
      const up = y === 0 ? 0 : bytes[at - width]!
      const corner = x < size || y === 0 ? 0 : bytes[at - width - size]!
      bytes[at] = raw[at + y + 1]! + [0, left, up, (left + up) >> 1, paeth(left, up, corner)][filter]!
    }
  }
  return bytes
}

function paeth(left: number, up: number, corner: number): number {
  const [a, b, c] = [Math.abs(up - corner), Math.abs(left - corner), Math.abs(left + up - 2 * corner)]
  return a <= b && a <= c ? left : b <= c ? up : corner
}
