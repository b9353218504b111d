import { type Entry, fromBufferPromise, getFileNameLowLevel, validateFileName, type ZipFile } from 'yauzl'
import { UserError } from '../../errors.ts'
import {
  MAX_ENTRIES,
  MAX_FILE_BYTES,
  MAX_RATIO,
  MAX_UNPACKED_BYTES,
  RATIO_FROM_BYTES,
  refuse,
} from './refusals.ts'

/** The files of a .docx: a zip, as ECMA-376 part 2 has it. */
export interface Package {
  has(part: string): boolean
  /** The bytes of a part, as they are unpacked. Throws a UserError when they pass a limit or are damaged. */
  read(part: string): AsyncIterable<Uint8Array>
}

/**
 * Opens the bytes of a .docx. Nothing is unpacked before it is read, and bytes are counted as they come out: the
 * sizes that a zip states may be false. Names that are absolute or leave the package ("..") are not parts.
 * Throws a UserError: too-large, old-doc, encrypted, not-a-document, too-many-files, unpacks-too-large, damaged.
 */
export async function openPackage(bytes: Uint8Array): Promise<Package> {
  refuseBySize(bytes)
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  refuseOtherKinds(buffer)
  const zip = await fromBufferPromise(buffer, { decodeStrings: false, validateEntrySizes: false }).catch(
    () => {
      throw refuse('damaged')
    },
  )
  const entries = await readEntries(zip)
  refuseStatedSizes(entries, bytes.byteLength)
  let unpackedBytes = 0
  return {
    has: part => entries.has(part),
    async *read(part) {
      const entry = entries.get(part)
      if (entry === undefined) throw refuse('damaged')
      let partBytes = 0
      for await (const chunk of unpack(zip, entry)) {
        partBytes += chunk.byteLength
        unpackedBytes += chunk.byteLength
        const bomb = partBytes > RATIO_FROM_BYTES && partBytes > entry.compressedSize * MAX_RATIO
        if (bomb || unpackedBytes > MAX_UNPACKED_BYTES) throw refuse('unpacks-too-large')
        yield chunk
      }
    },
  }
}

/** Throws a UserError when the file is larger than is read. */
export function refuseBySize(bytes: Uint8Array): void {
  if (bytes.byteLength > MAX_FILE_BYTES) throw refuse('too-large')
}

/** An OLE file is an old .doc, or a .docx under a password, which Word wraps in one (MS-OFFCRYPTO 2.3). */
function refuseOtherKinds(buffer: Buffer): void {
  if (buffer.subarray(0, 8).equals(Buffer.from('d0cf11e0a1b11ae1', 'hex')))
    throw refuse(buffer.includes(Buffer.from('EncryptedPackage', 'utf16le')) ? 'encrypted' : 'old-doc')
  if (buffer.subarray(0, 2).toString('latin1') !== 'PK') throw refuse('not-a-document')
}

/** The entries by name. One name twice is refused: two programs would read two different documents. */
async function readEntries(zip: ZipFile): Promise<Map<string, Entry>> {
  if (zip.entryCount > MAX_ENTRIES) throw refuse('too-many-files')
  const entries = new Map<string, Entry>()
  try {
    for await (const entry of zip.eachEntry()) {
      const name = getFileNameLowLevel(
        entry.generalPurposeBitFlag,
        entry.fileNameRaw,
        entry.extraFields,
        false,
      )
      if (validateFileName(name) !== null || name.endsWith('/')) continue
      if (entry.isEncrypted()) throw refuse('encrypted')
      if (entries.has(name)) throw refuse('damaged')
      entries.set(name, entry)
    }
  } catch (fault) {
    throw asRefusal(fault)
  }
  return entries
}

/** Parts we never unpack (pictures) count by what they state; a document may well hold one blank picture. */
function refuseStatedSizes(entries: ReadonlyMap<string, Entry>, fileBytes: number): void {
  const statedBytes = entries.values().reduce((sum, entry) => sum + entry.uncompressedSize, 0)
  const bomb = statedBytes > RATIO_FROM_BYTES && statedBytes > fileBytes * MAX_RATIO
  if (bomb || statedBytes > MAX_UNPACKED_BYTES) throw refuse('unpacks-too-large')
}

async function* unpack(zip: ZipFile, entry: Entry): AsyncGenerator<Uint8Array> {
  try {
    yield* (await zip.openReadStreamPromise(entry)) as AsyncIterable<Uint8Array>
  } catch (fault) {
    throw asRefusal(fault)
  }
}

/** Faults of yauzl and zlib mean a broken file; our own refusals pass. */
const asRefusal = (fault: unknown): unknown => (fault instanceof UserError ? fault : refuse('damaged'))
