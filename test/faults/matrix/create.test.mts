import { playMatrix } from './play.mts';

playMatrix('create');
