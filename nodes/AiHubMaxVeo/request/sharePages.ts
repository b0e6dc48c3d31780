/** Pages that show a file to people: AIHubMax would get the page, not the file. */

interface SharePage {
  /** Who shares, in the user's words. */
  name: string;
  isPage(url: URL): boolean;
}

const isOn = ({ hostname }: URL, ...domains: string[]): boolean =>
  domains.some((domain) => hostname === domain || hostname.endsWith(`.${domain}`));

const has = ({ searchParams }: URL, name: string, value: string): boolean => searchParams.get(name) === value;

const pages: readonly SharePage[] = [
  {
    name: 'Google Drive',
    isPage: (url) =>
      isOn(url, 'docs.google.com') ||
      (isOn(url, 'drive.google.com') && !(url.pathname === '/uc' && has(url, 'export', 'download'))),
  },
  {
    name: 'Dropbox',
    isPage: (url) => isOn(url, 'dropbox.com') && !has(url, 'dl', '1') && !has(url, 'raw', '1'),
  },
  {
    name: 'OneDrive',
    isPage: (url) =>
      isOn(url, '1drv.ms', 'onedrive.live.com', 'sharepoint.com') &&
      !has(url, 'download', '1') &&
      !url.pathname.startsWith('/download'),
  },
  { name: 'Google Photos', isPage: (url) => isOn(url, 'photos.app.goo.gl', 'photos.google.com') },
  { name: 'iCloud', isPage: (url) => isOn(url, 'icloud.com') && !url.hostname.includes('cvws') },
];

/** Whose page a URL opens; `undefined` where it may be a file. */
export const sharedBy = (url: URL): string | undefined => pages.find(({ isPage }) => isPage(url))?.name;
