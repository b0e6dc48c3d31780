/** Aspect ratios as people and spreadsheets write them: 16:9 is a time of the day to a spreadsheet. */
import { everyInput } from '../support/inputs.mts';
import { asked } from '../support/road.mts';

const over = (aspectRatio: unknown) => asked({ ...everyInput, aspectRatio });

test.each([
  ['16:09:00', '16:9'],
  ['16:09', '16:9'],
  ['4:09:00 PM', '16:9'],
  [0.6729166666666667, '16:9'],
  ['0.6729166666666667', '16:9'],
  ['9:16:00 AM', '9:16'],
  ['09:16', '9:16'],
  [0.38611111, '9:16'],
  ['16x9', '16:9'],
  ['16/9', '16:9'],
  ['9 : 16', '9:16'],
  ['Landscape', '16:9'],
  ['portrait', '9:16'],
  ['vertical', '9:16'],
  ['16:9 (landscape)', '16:9'],
  ['0,6729166667', '16:9'],
  ['1899-12-30T16:09:00.000Z', '16:9'],
  ['1920x1080', '16:9'],
  ['1280 × 720', '16:9'],
  ['1080x1920', '9:16'],
  ['横屏', '16:9'],
  ['竖屏', '9:16'],
])('%j is %s', (written, ratio) => {
  expect(over(written).body?.aspect_ratio).toBe(ratio);
});

test.each(['10:30:00', '0.25', '12:00 PM'])('the time %s is refused, and the user is told why', (time) => {
  expect(over(time).issues).toEqual([
    expect.stringMatching(/^Aspect Ratio is .*Format the column of the spreadsheet as plain text\.$/),
  ]);
});

test.each(['1:1', '4:3', 'square', '9:16:30', '169', '1024x768', '9:16 PM', '2026-11-22T16:09:00Z'])(
  '%s is no ratio of these videos',
  (written) => {
    expect(over(written).issues).toHaveLength(1);
  },
);
