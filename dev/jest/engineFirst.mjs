/** What starts first: before Jest knows how long files take it goes by their size, and the longest of them are three lines. */
import SequencerModule from '@jest/test-sequencer';

/** Rooms whose tests play n8n's whole engine. */
const onEngine = /[\\/]test[\\/](faults|engine)[\\/]/;

const rank = ({ path, duration }) => (duration === undefined && onEngine.test(path) ? 0 : 1);

export default class extends SequencerModule.default {
  sort(tests) {
    return super.sort(tests).sort((one, other) => rank(one) - rank(other));
  }
}
