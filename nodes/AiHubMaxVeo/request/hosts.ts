/** Which hosts are not on the internet, where AIHubMax works: by their name, and by the address that a name leads to. */
import { parseUrl, trimEdges } from '../json';

/** RFC 1122, 1918, 3927, 6598, 6890, 5737, 2544, 1112. */
const privateIPv4 = [
  /^(0|10|127|22[4-9]|2[3-5]\d)\./,
  /^169\.254\.|^172\.(1[6-9]|2\d|3[01])\.|^192\.(168|0\.[02])\.|^198\.(1[89]|51\.100)\.|^203\.0\.113\./,
  /^100\.(6[4-9]|[7-9]\d|1[01]\d|12[0-7])\./,
];

const isPrivateIPv4 = (address: string): boolean => privateIPv4.some((range) => range.test(address));

const dotted = (high = 0, low = 0): string => [high >> 8, high & 255, low >> 8, low & 255].join('.');

/** The eight groups of an address as the URL class spells it, without its brackets. */
function groupsOf(address: string): number[] {
  const [head = '', tail] = address.split('::');
  const parse = (part: string) => part.split(':').flatMap((group) => (group ? [parseInt(group, 16)] : []));
  const [before, after] = [parse(head), parse(tail ?? '')];
  const zeros = tail === undefined ? 0 : Math.max(0, 8 - before.length - after.length);
  return [...before, ...Array<number>(zeros).fill(0), ...after];
}

/** RFC 4291: what is not 2000::/3 is not on the internet, but for what carries an IPv4 address (RFC 6052, 3056, 4380). */
function isPrivateIPv6(address: string): boolean {
  const groups = groupsOf(address);
  const [first = 0, second = 0, third = 0, fourth = 0, fifth, sixth, seventh = 0, last = 0] = groups;
  const isZero = (from: number, to: number) => groups.slice(from, to).every((group) => group === 0);
  if (first === 0x2002) return isPrivateIPv4(dotted(second, third));
  if (first === 0x2001 && second === 0) {
    const client = dotted(seventh ^ 0xffff, last ^ 0xffff);
    return isPrivateIPv4(dotted(third, fourth)) || isPrivateIPv4(client);
  }
  const isTranslated = first === 0x64 && second === 0xff9b && isZero(2, 6);
  const isMapped = isZero(0, 4) && (sixth === 0xffff || fifth === 0xffff);
  if (isTranslated || isMapped) return isPrivateIPv4(dotted(seventh, last));
  return first < 0x2000 || first > 0x3fff || (first === 0x2001 && second === 0xdb8);
}

/** Whether an address, with or without brackets and zone, is one of this machine or of a network that is not the internet. */
export function isPrivateAddress(address: string): boolean {
  if (!address.includes(':')) return isPrivateIPv4(address);
  const bare = address.replace(/^\[|\]$|%.*$/g, '');
  return isPrivateIPv6(parseUrl(`http://[${bare}]/`)?.hostname.slice(1, -1) ?? '');
}

/** Endings that the internet does not know: RFC 6761, 6762, 8375, 9476, ICANN's reserved ones, and what clusters use. */
const privateEnding =
  /(^|\.)(localhost|localdomain|localnet|local|internal|intranet|lan|invalid|onion|alt|home|home\.arpa|corp|private|test|svc|cluster|consul|docker|kube|k8s|[^.]*_[^.]*)$/;

/** Public names of this machine. */
const ownMachine = /(^|\.)(localtest\.me|lvh\.me|vcap\.me|lacolhost\.com|localho\.st|lndo\.site|ddev\.site)$/;

/** Names that say their own address, in decimal or hexadecimal. */
const spelled = /(^|\.)(nip\.io|sslip\.io|xip\.io|traefik\.me|plex\.direct|local-ip\.(co|sh)|backname\.io)$/;

function isSpelledPrivate(name: string): boolean {
  if (!spelled.test(name)) return false;
  const own = name.replace(spelled, '');
  const label = own.split('.').pop() ?? '';
  if (label.includes('--') || label.split('-').length === 8)
    return isPrivateAddress(label.replaceAll('-', ':'));
  const hexadecimal = /(?:^|-)([\da-f]{8})$/.exec(label)?.[1]?.match(/../g);
  const all = [...own.matchAll(/(?<!\d)(?=((?:\d{1,3}[.-]){3}\d{1,3})(?!\d))/g)];
  const addresses = all.map(([, address = '']) => address.replaceAll('-', '.'));
  if (hexadecimal) addresses.push(hexadecimal.map((pair) => parseInt(pair, 16)).join('.'));
  // Without an address traefik.me is this machine.
  return addresses.some(isPrivateIPv4) || (addresses.length === 0 && name.endsWith('traefik.me'));
}

/** Whether a host, as the URL class spells it, is not on the internet as far as its name tells. */
export function isPrivateHost(host: string): boolean {
  const name = trimEdges(host, /\./).toLowerCase();
  if (name.startsWith('[') || /^[\d.]+$/.test(name)) return isPrivateAddress(name);
  return (
    !name.includes('.') || [privateEnding, ownMachine].some((one) => one.test(name)) || isSpelledPrivate(name)
  );
}

/** Whether a URL is on this machine or network, as that of a local API is. */
export const isPrivateUrl = (url: string): boolean => isPrivateHost(parseUrl(url.trim())?.hostname ?? '');
