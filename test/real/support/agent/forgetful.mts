import { director, tools } from './director.mts';
import type { ChatRequest, Reply } from './protocol.mts';

const startsIn = ({ messages }: ChatRequest): number =>
  messages.flatMap(({ tool_calls = [] }) => tool_calls).filter((call) => call.function.name === tools.start)
    .length;

/** Like the director, but it does not trust the first answer and orders the same video again in the same breath. */
export function forgetful(request: ChatRequest): Reply {
  const asked = request.messages.filter(({ role }) => role === 'user');
  return director(startsIn(request) === 1 ? { messages: asked } : request);
}
