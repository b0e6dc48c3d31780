/** What kind of picture some bytes are. */

const kinds = [
  { type: 'image/jpeg', signature: 'ffd8ff', at: 0 },
  { type: 'image/png', signature: '89504e470d0a1a0a', at: 0 },
  { type: 'image/gif', signature: '47494638', at: 0 },
  { type: 'image/webp', signature: '57454250', at: 8 },
] as const;

/** The media type that the first bytes show: by the content and not by a name. */
export function mediaType(head: Buffer): string {
  const known = kinds.find(({ signature, at }) => head.subarray(at).toString('hex').startsWith(signature));
  return known?.type ?? 'application/octet-stream';
}
