/** Whether the service can fetch what an address names. It works from the internet, so a home network is out of its reach. */
import { shown } from './spelling';

/**
 * 0/8, 10/8, 127/8, 169.254/16, 172.16/12, 192.0.2/24, 192.168/16, 198.18/15, 100.64/10, 224/4, 240/4 (RFC 1122, 1918,
 * 3927, 2544, 5737, 6598, 1112).
 */
const privateIPv4 =
  /^(0|10|127|2[2-5]\d)\.|^169\.254\.|^172\.(1[6-9]|2\d|3[01])\.|^192\.(168|0\.2)\.|^198\.1[89]\.|^100\.(6[4-9]|[7-9]\d|1[01]\d|12[0-7])\./;

/** Unspecified, loopback, IPv4 in IPv6's clothes, unique local, link and site local, multicast (RFC 4291, 4193, 6052). */
const privateIPv6 = /^\[(::.*|64:ff9b:.*|f[cdf][0-9a-f]{2}:.*|fe[89a-f][0-9a-f]:.*)\]$/;

const privateName = /(^|\.)(localhost|localdomain|local|internal|lan|home|home\.arpa|intranet)$/;

/** Whether a host, as the URL class spells it, is not on the internet. */
export function isPrivateHost(host: string): boolean {
  const name = host.toLowerCase().replace(/\.+$/, '');
  const isNumeric = name.startsWith('[') || /^[\d.]+$/.test(name);
  if (isNumeric) return privateIPv4.test(name) || privateIPv6.test(name);
  return privateName.test(name) || !name.includes('.');
}

/** Not by URL.canParse: once it is optimised, Node 20 answers false for addresses with letters such as ü. */
function parsed(address: string): URL | null {
  try {
    return new URL(address);
  } catch {
    return null;
  }
}

/** Whether the address of the service itself is on this machine or network, as that of a test service is. */
export const isPrivateAddress = (address: string): boolean =>
  isPrivateHost(parsed(address.trim())?.hostname ?? '');

const useBinary = 'Choose Binary as its source instead: the node then uploads the file.';

/** What is wrong with an address that the service is to fetch; `undefined` when nothing is. */
export function addressIssue(label: string, address: string, allowsPrivate: boolean): string | undefined {
  if (/^data:/i.test(address))
    return `${label} is a data: URL, which the service does not take. ${useBinary}`;
  const url = parsed(address);
  if (!url || !/^https?:\/\/[^/\\]/i.test(address))
    return `${label} is ${shown(address)}, but must be an address that starts with http:// or https://.`;
  if (/\s/.test(address))
    return `${label} is ${shown(address)}, but must be an address without blanks: write them as %20.`;
  if (allowsPrivate || !isPrivateHost(url.hostname)) return undefined;
  return `${label} is ${shown(address)}, which only your own network can reach, not the service. ${useBinary}`;
}
