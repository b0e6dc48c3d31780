/** What the output panel says before and during a run. */
import type { INodeTypeDescription } from 'n8n-workflow';

const charged = 'Every time you select Execute step, a new video is created and charged for each input item.';

/** Of a test run that uses again what an earlier one has paid for: see submit/testRuns.ts. */
const reused =
  'A test run charges for each input item only once: an unchanged video is used again for 24 hours. Each change creates, and charges for, a new one.';

/** The panel shows nothing else while the node waits. */
const patience = 'A video usually takes one to three minutes.';

const isCreate = '["create", "createAndWait"].includes($parameter.operation)';

/** As it is written: what an expression gives is not known here, and it may switch the reuse off. */
const isReused =
  '!("reuseWhileTesting" in ($rawParameter.options || {})) || $rawParameter.options.reuseWhileTesting === true';

const isReadWait = '$parameter.operation === "getStatus" && Boolean($rawParameter.waitForCompletion)';

/** n8n pins no output that holds a file. As it is written: an expression may give true. */
const hasFile = '$parameter.operation === "createAndWait" && Boolean($rawParameter.downloadVideo)';

/**
 * One at a time, and none once there is an output, which can be a pinned one: n8n shows `beforeExecution` until then and
 * while the node is at work.
 */
export const hints: INodeTypeDescription['hints'] = [
  {
    message: `${reused} ${patience}`,
    type: 'info',
    location: 'outputPane',
    whenToDisplay: 'beforeExecution',
    displayCondition: `={{ ${isCreate} && (${isReused}) }}`,
  },
  {
    message: `${charged} Pin the output to keep building without paying again. ${patience}`,
    type: 'info',
    location: 'outputPane',
    whenToDisplay: 'beforeExecution',
    displayCondition: `={{ ${isCreate} && !(${isReused}) && !(${hasFile}) }}`,
  },
  {
    message: `${charged} n8n cannot pin files: execute only the nodes after this one, or leave Download Video off while you build. ${patience}`,
    type: 'info',
    location: 'outputPane',
    whenToDisplay: 'beforeExecution',
    displayCondition: `={{ ${hasFile} && !(${isReused}) }}`,
  },
  {
    message: patience,
    type: 'info',
    location: 'outputPane',
    whenToDisplay: 'beforeExecution',
    displayCondition: `={{ ${isReadWait} }}`,
  },
];
