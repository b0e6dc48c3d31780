/** The catalogue's notices -> the form. */
import type { INodeProperties } from 'n8n-workflow';
import { notices } from '../catalogue/notices';
import type { Notice } from '../catalogue/notices';
import type { FieldName } from '../catalogue/queries';
import { onRequest } from './show';
import type { Show } from './show';

function conditionsOf({ when }: Notice): Show {
  const { variant, ...others } = when;
  const shown = Object.entries(others).map(([name, values]) => [name, [...values]]);
  return { ...onRequest, ...(variant && { model: [...variant] }), ...(Object.fromEntries(shown) as Show) };
}

const noticeOf = (notice: Notice): INodeProperties => ({
  displayName: notice.text,
  name: notice.name,
  type: 'notice',
  default: '',
  displayOptions: { show: conditionsOf(notice) },
});

/** The notices below a field. */
export const noticesBelow = (name: FieldName): INodeProperties[] =>
  notices.filter(({ below }) => below === name).map(noticeOf);
