import { PassThrough, Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import {
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  S3Client,
  S3ServiceException,
} from '@aws-sdk/client-s3'
import { Upload } from '@aws-sdk/lib-storage'
import { checked, checkHash, isSha256, NotStored, type Sha256, type Store, type Stored } from './store.ts'

export type S3Place = {
  readonly endpoint: string
  readonly bucket: string
  readonly region: string
  readonly access_key_id: string
  readonly secret_access_key: string
}

/** S3's smallest part; with two parts under way an upload holds 10 MiB, whatever the file's size. */
const part_bytes = 5 * 1024 * 1024
const parts_under_way = 2
const attempts_max = 3
const request_ms_max = 60_000

/** Contents as objects `files/<sha256>` of a bucket of any S3-compatible store, with the bucket in the path. */
export function s3Store(place: S3Place): Store {
  const client = new S3Client({
    endpoint: place.endpoint,
    region: place.region,
    credentials: { accessKeyId: place.access_key_id, secretAccessKey: place.secret_access_key },
    forcePathStyle: true,
    maxAttempts: attempts_max,
    requestHandler: { connectionTimeout: 5_000, requestTimeout: request_ms_max },
    // Checksums beyond what S3 always had are unknown to many compatible stores; our own hash is checked on the way in.
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
  })
  const at = (sha256: Sha256) => ({ Bucket: place.bucket, Key: `${prefix}${checked(sha256)}` })
  const head = async (sha256: Sha256) => await client.send(new HeadObjectCommand(at(sha256))).catch(orMissing)
  return {
    put: async (sha256, content) => {
      const body = new PassThrough()
      const upload = new Upload({ client, params: { ...at(sha256), Body: body }, partSize: part_bytes, queueSize: parts_under_way })
      // The object appears only when its upload is completed; a content that breaks off, or is another, is given up before.
      const sent = upload.done()
      sent.catch(error => body.destroy(error)) // nobody would read on, and the sender would wait for ever
      try {
        await pipeline(content, checkHash(sha256), body)
      } catch (error) {
        await upload.abort()
        await sent.catch(() => {})
        throw error
      }
      await sent
    },
    open: async (sha256, range) => {
      const Range = range && `bytes=${range.from}-${range.to}`
      const answer = await client.send(new GetObjectCommand({ ...at(sha256), Range })).catch(orMissing)
      if (!(answer?.Body instanceof Readable)) throw new NotStored(sha256)
      return answer.Body
    },
    has: async sha256 => (await head(sha256)) !== undefined,
    size: async sha256 => {
      const size = (await head(sha256))?.ContentLength
      if (size === undefined) throw new NotStored(sha256)
      return size
    },
    remove: async sha256 => {
      await client.send(new DeleteObjectCommand(at(sha256)))
    },
    list: () => listed(client, place.bucket),
  }
}

const prefix = 'files/'

async function* listed(client: S3Client, bucket: string): AsyncGenerator<Stored> {
  let token: string | undefined
  do {
    const page = await client.send(new ListObjectsV2Command({ Bucket: bucket, Prefix: prefix, ContinuationToken: token }))
    for (const { Key, Size, LastModified } of page.Contents ?? []) {
      const sha256 = Key?.slice(prefix.length) ?? ''
      if (!isSha256(sha256) || Size === undefined || !LastModified) continue
      yield { sha256, size_bytes: Size, stored_at: Temporal.Instant.fromEpochMilliseconds(LastModified.getTime()) }
    }
    token = page.IsTruncated ? page.NextContinuationToken : undefined
  } while (token !== undefined)
}

function orMissing(error: unknown): undefined {
  if (error instanceof S3ServiceException && error.$metadata.httpStatusCode === 404) return undefined
  throw error
}
