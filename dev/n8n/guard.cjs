// Loaded into a child process before its own program, so that it cannot outlive whoever started it: even a `kill -9` of
// the parent, which gives the parent no chance to clean up, ends the child and what it started within a second.
const { isMainThread } = require('node:worker_threads');

const parent = process.ppid;

function look() {
  if (process.ppid === parent) return;
  try {
    process.kill(-process.pid, 'SIGKILL');
  } catch {
    process.exit(1);
  }
}

if (isMainThread) setInterval(look, 1000).unref();
