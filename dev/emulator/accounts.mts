/** Keys and what is left on them. */
import { randomBytes } from 'node:crypto';
import { Refusal, typeOf } from './refusal.mts';

export interface Account {
  key: string;
  name: string;
  /** Credits it started with. */
  granted: number;
}

/** Looks like no key of the vendor's, so that a scan for leaked keys cannot mistake it. */
const newKey = (): string => `sk-emulator-${randomBytes(12).toString('hex')}`;

export class Accounts {
  private readonly byKey = new Map<string, Account>();

  /** Makes a key with this many credits. */
  open(granted: number): Account {
    const key = newKey();
    const account = { key, name: `key-${this.byKey.size + 1}`, granted };
    this.byKey.set(key, account);
    return account;
  }

  /** Whose the Authorization header is; 401 when nobody's. */
  of(authorization: string | undefined): Account {
    const key = /^Bearer (\S+)$/i.exec(authorization ?? '')?.[1];
    const account = this.byKey.get(key ?? '');
    if (account) return account;
    const message = key ? 'Invalid API key' : 'Missing API key: send Authorization: Bearer <key>';
    throw new Refusal(401, { type: typeOf(401), code: 'invalid_api_key', message });
  }
}

/** The account a route may rely on: routes that are not open are reached with a known key only. */
export function ownerOf({ account }: { account: Account | null }): Account {
  if (!account) throw new Error('A route that needs an account was reached without a key');
  return account;
}
