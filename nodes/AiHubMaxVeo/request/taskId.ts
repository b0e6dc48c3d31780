/** The form of a task's ID: the vendor's are letters and digits, those of its gateway's family are not always. */

const maxLength = 512;

/** Whether a text can name a task. A path of dots would name another route. */
export const isTaskId = (id: string): boolean =>
  id.length > 0 &&
  id.length <= maxLength &&
  !/(^|[/\\])\.{1,2}([/\\]|$)/.test(id) &&
  !/[\p{Cc}\p{Cf}\p{Cs}\s{}]/u.test(id);
