import type { Renderer } from './film.mts';
export const renderFilm: Renderer = async () => undefined;
