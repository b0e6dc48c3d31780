/** The form of a task's ID. Source: the vendor's public clients. */
export const isTaskId = (id: string): boolean => /^[A-Za-z0-9][A-Za-z0-9._:-]{0,255}$/.test(id);
