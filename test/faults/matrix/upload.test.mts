import { playMatrix } from './play.mts';

playMatrix('upload');
