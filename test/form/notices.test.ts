/** What the form says beside a choice that changes the price, or that only one kind of video leaves. */
import type { INodeParameters } from 'n8n-workflow';
import { noticesShown } from '../support/form.mts';

const create = { operation: 'create' };
const dear = /4K can cost more/;
const only720p = /Lite supports 4 and 6 seconds only at 720p/;
const always8 = /is always 8 seconds/;
const audio = /^Audio costs extra credits$/;
const noLite = /^No Lite here: Veo 3\.1 Fast costs least$/;

test.each<[INodeParameters, RegExp[]]>([
  [create, []],
  [{ ...create, resolution: '4k' }, [dear]],
  [{ ...create, resolution: '1080p' }, [only720p]],
  [{ ...create, model: 'standard', resolution: '1080p' }, []],
  [{ ...create, mode: 'textToVideo', resolution: '1080p' }, [only720p]],
  [{ ...create, mode: 'referenceToVideo' }, [noLite, always8]],
  [
    { ...create, mode: 'referenceToVideo', resolution: '4k', generateAudio: true },
    [noLite, dear, always8, audio],
  ],
  [{ ...create, generateAudio: true }, [audio]],
  [{ ...create, mode: 'extend' }, [noLite]],
  [{ ...create, mode: 'extend', generateAudio: true }, [noLite, audio]],
  [{ operation: 'getStatus', resolution: '4k', generateAudio: true }, []],
  [{ operation: 'getCredits' }, []],
])('for %j the form says what is due', (values, due) => {
  const said = noticesShown(values);
  expect(said).toHaveLength(due.length);
  due.forEach((words, nth) => expect(said[nth]).toMatch(words));
});
