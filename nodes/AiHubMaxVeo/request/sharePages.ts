/** Pages that show a file to people: AIHubMax would get the page, not the file. */

interface SharePage {
  /** Who shares, in the user's words. */
  name: string;
  domains: readonly string[];
  /** The paths that are certainly pages; every path where there is none. */
  page?: RegExp;
  /** What makes a file of a page, in the path or the query. */
  file?: RegExp;
}

/** The first row of a domain judges. */
const pages: readonly SharePage[] = [
  {
    name: 'Google Drive',
    domains: ['drive.google.com'],
    page: /^\/(a\/[^/]+\/)?(u\/\d+\/)?(file\/|open\b|drive\/|folderview|$)/,
  },
  {
    name: 'Google Drive',
    domains: ['docs.google.com'],
    page: /^\/.*\/(edit|view|preview|copy|d\/[^/]+)\/?$|^\/(a\/[^/]+\/)?(file|open)\b/,
  },
  // The first is where Dropbox's direct links lie.
  { name: 'Dropbox', domains: ['dl.dropbox.com'], page: /^$/ },
  { name: 'Dropbox', domains: ['dropbox.com'], file: /^\/s\/dl\/|[?&](dl|raw)=1(&|$)/ },
  {
    name: 'OneDrive',
    domains: ['1drv.ms', 'onedrive.live.com', 'sharepoint.com'],
    file: /^\/(download\b|.*\/_layouts\/15\/download\.aspx)|[?&]download=1(&|$)/i,
  },
  { name: 'Google Photos', domains: ['photos.app.goo.gl', 'photos.google.com'] },
  { name: 'Google Photos', domains: ['goo.gl'], page: /^\/photos\// },
  { name: 'iCloud', domains: ['icloud.com'] },
  { name: 'Box', domains: ['box.com'], page: /^\/(s|file|folder|v)\// },
  { name: 'GitHub', domains: ['github.com'], page: /^\/[^/]+\/[^/]+\/blob\//, file: /[?&]raw=(true|1)(&|$)/ },
  { name: 'WeTransfer', domains: ['we.tl', 'wetransfer.com'] },
];

const isOn = (hostname: string, domain: string): boolean =>
  hostname === domain || hostname.endsWith(`.${domain}`);

/** Whose page a URL opens; `undefined` where it may be a file. */
export function sharedBy({ hostname, pathname, search }: URL): string | undefined {
  const row = pages.find(({ domains }) => domains.some((domain) => isOn(hostname, domain)));
  if (!row) return undefined;
  const isPage = row.page?.test(pathname) ?? true;
  return isPage && !row.file?.test(pathname + search) ? row.name : undefined;
}
