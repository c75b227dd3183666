/** Pictures of videos and of the messages between RSTG's nodes: plain data in, SVG, PNG or GIF out. */
export type { AnsweredVideo } from './answer-table.ts';
export { type AnswersOptions, answersPicture } from './answers.ts';
export { type ContactSheetOptions, contactSheet } from './contact-sheet.ts';
export type { Graph, GraphEdge, GraphNode } from './graph.ts';
export { type GraphGifOptions, graphGif } from './graph-gif.ts';
export { type GraphLayout, type GraphPictureOptions, graphPicture } from './graph-picture.ts';
export { messageTimeline, type TimelineOptions } from './message-timeline.ts';
export { svgToPng } from './raster.ts';
export { type StrongestMessagesOptions, strongestMessages } from './strongest-messages.ts';
export type { DigitTrack, Video } from './video.ts';
export { type VideoGifOptions, videoGif } from './video-gif.ts';
export { writePictures } from './write.ts';
