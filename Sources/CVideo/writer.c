#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "decode_order.h"
#include "include/video.h"
#include "libav.h"

struct cvideo_writer {
  AVFormatContext *format;
  AVCodecContext *codec;
  AVStream *stream;
  AVStream *captions;
  /// When the last caption ends, in the stream's units.
  int64_t caption_end;
  AVPacket *packet;
  decode_order order;
  int has_head;
  AVDictionary *container_options;
};

struct cvideo_frame {
  AVFrame *frame;
};

static int fail(int code, const char *what, char *message) {
  char reason[128] = "unknown error";
  libav.av_strerror(code, reason, sizeof reason);
  snprintf(message, CVIDEO_MESSAGE_LENGTH, "%s: %s", what, reason);
  return code;
}

/// Opens the encoder as the settings say.
static int open_codec(cvideo_writer *w, const cvideo_settings *s, char *message) {
  const AVCodec *codec = libav.avcodec_find_encoder_by_name(s->codec);
  if (!codec) {
    snprintf(message, CVIDEO_MESSAGE_LENGTH,
             "the installed libavcodec has no encoder %s; install Debian's own libavcodec%d",
             s->codec, LIBAVCODEC_VERSION_MAJOR);
    return AVERROR_ENCODER_NOT_FOUND;
  }
  AVCodecContext *c = w->codec = libav.avcodec_alloc_context3(codec);
  if (!c) return fail(AVERROR(ENOMEM), "making the encoder", message);
  c->width = s->width;
  c->height = s->height;
  c->pix_fmt = libav.av_get_pix_fmt(s->pixel_format);
  c->time_base = (AVRational){1, s->rate};
  c->framerate = (AVRational){s->rate, 1};
  c->thread_count = s->threads;
  // No versions and dates in the stream.
  c->flags |= AV_CODEC_FLAG_BITEXACT;
  if (w->format->oformat->flags & AVFMT_GLOBALHEADER) c->flags |= AV_CODEC_FLAG_GLOBAL_HEADER;
  if (strncmp(s->pixel_format, "yuv", 3) == 0) {
    // The pixels are made by cvideo_to_yuv420; colour samples lie between four pixels.
    c->color_primaries = AVCOL_PRI_BT709;
    c->color_trc = AVCOL_TRC_BT709;
    c->colorspace = AVCOL_SPC_BT709;
    c->color_range = AVCOL_RANGE_MPEG;
    c->chroma_sample_location = AVCHROMA_LOC_CENTER;
  }
  AVDictionary *options = NULL;
  int code = libav.av_dict_parse_string(&options, s->codec_options, "=", ",", 0);
  if (code >= 0) code = libav.avcodec_open2(c, codec, &options);
  const char *unknown = NULL;
  const AVDictionaryEntry *entry = libav.av_dict_get(options, "", NULL, AV_DICT_IGNORE_SUFFIX);
  if (code >= 0 && entry) unknown = entry->key;
  if (unknown) {
    code = AVERROR_OPTION_NOT_FOUND;
    snprintf(message, CVIDEO_MESSAGE_LENGTH, "the encoder %s has no option %s", s->codec, unknown);
  } else if (code < 0) {
    fail(code, "starting the encoder", message);
  }
  libav.av_dict_free(&options);
  return code;
}

/// Describes the look of captions in MP4: white, 18 points, at the bottom of the picture (3GPP TS
/// 26.245, 5.16).
static const uint8_t caption_look[] = {
    0, 0, 0, 0,  1, 0xff,  0, 0, 0, 0,  0, 0, 0, 0, 0, 0, 0, 0,
    0, 0, 0, 0,  0, 1,  0,  18,  0xff, 0xff, 0xff, 0xff,
    0, 0, 0, 18,  'f', 't', 'a', 'b',  0, 1,  0, 1,  5, 'S', 'e', 'r', 'i', 'f'};

static int add_captions(cvideo_writer *w, int is_mp4) {
  w->captions = libav.avformat_new_stream(w->format, NULL);
  if (!w->captions) return AVERROR(ENOMEM);
  AVCodecParameters *p = w->captions->codecpar;
  p->codec_type = AVMEDIA_TYPE_SUBTITLE;
  p->codec_id = is_mp4 ? AV_CODEC_ID_MOV_TEXT : AV_CODEC_ID_WEBVTT;
  w->captions->time_base = (AVRational){1, 1000};
  if (!is_mp4) return 0;
  p->extradata = libav.av_mallocz(sizeof caption_look + AV_INPUT_BUFFER_PADDING_SIZE);
  if (!p->extradata) return AVERROR(ENOMEM);
  memcpy(p->extradata, caption_look, sizeof caption_look);
  p->extradata_size = sizeof caption_look;
  return 0;
}

static int add_chapters(cvideo_writer *w, const cvideo_settings *s) {
  if (s->chapter_count == 0) return 0;
  w->format->chapters = libav.av_mallocz(sizeof(AVChapter *) * (size_t)s->chapter_count);
  if (!w->format->chapters) return AVERROR(ENOMEM);
  for (int i = 0; i < s->chapter_count; i++) {
    AVChapter *chapter = libav.av_mallocz(sizeof *chapter);
    if (!chapter) return AVERROR(ENOMEM);
    w->format->chapters[w->format->nb_chapters++] = chapter;
    chapter->id = i + 1;
    chapter->time_base = (AVRational){1, 1000};
    chapter->start = (int64_t)(s->chapters[i].start * 1000 + 0.5);
    chapter->end = (int64_t)(s->chapters[i].end * 1000 + 0.5);
    const int code = libav.av_dict_set(&chapter->metadata, "title", s->chapters[i].title, 0);
    if (code < 0) return code;
  }
  return 0;
}

/// Opens the file.
static int open_file(cvideo_writer *w, const cvideo_settings *s, char *message) {
  w->stream = libav.avformat_new_stream(w->format, NULL);
  if (!w->stream) return fail(AVERROR(ENOMEM), "making the film", message);
  w->stream->time_base = w->codec->time_base;
  w->stream->avg_frame_rate = w->stream->r_frame_rate = w->codec->framerate;
  int code = libav.avcodec_parameters_from_context(w->stream->codecpar, w->codec);
  if (code >= 0 && strcmp(s->pixel_format, "yuva420p") == 0)
    code = libav.av_dict_set(&w->stream->metadata, "alpha_mode", "1", 0);
  if (code >= 0 && s->has_captions) code = add_captions(w, strcmp(s->container, "mp4") == 0);
  if (code >= 0) code = add_chapters(w, s);
  if (code < 0) return fail(code, "making the film", message);
  // Captions are rare: frames don't wait for them.
  w->format->max_interleave_delta = 1;
  code = libav.avio_open(&w->format->pb, w->format->url, AVIO_FLAG_WRITE);
  if (code < 0) return fail(code, "opening the file", message);
  code = libav.av_dict_parse_string(&w->container_options, s->container_options, "=", ",", 0);
  return code < 0 ? fail(code, "making the film", message) : 0;
}

/// Writes the file's head, which holds what has been stated so far.
static int write_head(cvideo_writer *w, char *message) {
  if (w->has_head) return 0;
  w->has_head = 1;
  const int code = libav.avformat_write_header(w->format, &w->container_options);
  return code < 0 ? fail(code, "writing the file", message) : 0;
}

int cvideo_writer_open(cvideo_writer **writer, const cvideo_settings *s, char *message) {
  int code = cvideo_load(message);
  if (code < 0) return code;
  cvideo_writer *w = calloc(1, sizeof *w);
  // A name may contain a colon, which would otherwise end a protocol.
  char url[4096];
  snprintf(url, sizeof url, "file:%s", s->path);
  code = w ? libav.avformat_alloc_output_context2(&w->format, NULL, s->container, url)
           : AVERROR(ENOMEM);
  if (code < 0) {
    fail(code, "making the film", message);
  } else {
    w->format->flags |= AVFMT_FLAG_BITEXACT;
    w->packet = libav.av_packet_alloc();
    code = open_codec(w, s, message);
    if (code >= 0) code = open_file(w, s, message);
    if (code >= 0 && w->codec->has_b_frames > DECODE_ORDER_DEPTH)
      code = fail(AVERROR(EINVAL), "starting the encoder", message);
    if (code >= 0) w->order.depth = w->codec->has_b_frames;
  }
  if (code < 0) {
    cvideo_writer_free(w);
    return code;
  }
  *writer = w;
  return 0;
}

cvideo_frame *cvideo_writer_new_frame(cvideo_writer *w) {
  cvideo_frame *f = calloc(1, sizeof *f);
  if (!f) return NULL;
  f->frame = libav.av_frame_alloc();
  if (!f->frame) {
    free(f);
    return NULL;
  }
  f->frame->format = w->codec->pix_fmt;
  f->frame->width = w->codec->width;
  f->frame->height = w->codec->height;
  f->frame->color_primaries = w->codec->color_primaries;
  f->frame->color_trc = w->codec->color_trc;
  f->frame->colorspace = w->codec->colorspace;
  f->frame->color_range = w->codec->color_range;
  f->frame->chroma_location = w->codec->chroma_sample_location;
  if (libav.av_frame_get_buffer(f->frame, 0) < 0) {
    cvideo_frame_free(f);
    return NULL;
  }
  return f;
}

/// Writes the packets whose decoding times are known.
static int write_packets(cvideo_writer *w, int is_end, char *message) {
  while (decode_order_take(&w->order, w->packet, is_end)) {
    // Pictures last until the next; only the last one's own length counts.
    w->packet->duration = 1;
    w->packet->stream_index = w->stream->index;
    libav.av_packet_rescale_ts(w->packet, w->codec->time_base, w->stream->time_base);
    int code = libav.av_interleaved_write_frame(w->format, w->packet);
    // Writing is buffered: a full disk may show only here.
    if (code >= 0) code = w->format->pb->error;
    if (code < 0) return fail(code, "writing the file", message);
  }
  return 0;
}

/// Writes the packets that the encoder has ready.
static int drain(cvideo_writer *w, char *message) {
  for (;;) {
    int code = libav.avcodec_receive_packet(w->codec, w->packet);
    if (code == AVERROR(EAGAIN)) return 0;
    if (code == AVERROR_EOF) return write_packets(w, 1, message);
    if (code < 0) return fail(code, "encoding", message);
    code = decode_order_add(&w->order, w->packet);
    if (code < 0) return fail(code, "encoding", message);
    code = write_packets(w, 0, message);
    if (code < 0) return code;
  }
}

/// Writes a packet of captions; text without length ends the one before.
static int write_caption(cvideo_writer *w, int64_t start, int64_t end, const char *text,
                         char *message) {
  const size_t length = strlen(text);
  const int is_mp4 = w->captions->codecpar->codec_id == AV_CODEC_ID_MOV_TEXT;
  const size_t head = is_mp4 ? 2 : 0;
  if (length > 0xffff) return fail(AVERROR(EINVAL), "writing a caption", message);
  int code = libav.av_new_packet(w->packet, (int)(head + length));
  if (code < 0) return fail(code, "writing a caption", message);
  if (is_mp4) {
    w->packet->data[0] = (uint8_t)(length >> 8);
    w->packet->data[1] = (uint8_t)length;
  }
  memcpy(w->packet->data + head, text, length);
  w->packet->pts = w->packet->dts = start;
  w->packet->duration = end - start;
  w->packet->stream_index = w->captions->index;
  w->packet->flags |= AV_PKT_FLAG_KEY;
  libav.av_packet_rescale_ts(w->packet, (AVRational){1, 1000}, w->captions->time_base);
  code = libav.av_interleaved_write_frame(w->format, w->packet);
  return code < 0 ? fail(code, "writing a caption", message) : 0;
}

int cvideo_writer_caption(cvideo_writer *w, double start, double end, const char *text,
                          char *message) {
  if (!w->captions) return fail(AVERROR(EINVAL), "writing a caption", message);
  int code = write_head(w, message);
  if (code < 0) return code;
  const int64_t from = (int64_t)(start * 1000 + 0.5), to = (int64_t)(end * 1000 + 0.5);
  // In MP4 a caption lasts until the next, so the time between two has an empty one.
  const int is_mp4 = w->captions->codecpar->codec_id == AV_CODEC_ID_MOV_TEXT;
  if (is_mp4 && from > w->caption_end)
    code = write_caption(w, w->caption_end, from, "", message);
  if (code >= 0) code = write_caption(w, from, to, text, message);
  w->caption_end = to;
  return code;
}

int cvideo_writer_send(cvideo_writer *w, cvideo_frame *frame, int64_t index, int is_key,
                       char *message) {
  int code = write_head(w, message);
  if (code < 0) return code;
  frame->frame->pts = index;
  // The encoder writes its choice of frame type here, and would take it for a wish next time.
  frame->frame->pict_type = is_key ? AV_PICTURE_TYPE_I : AV_PICTURE_TYPE_NONE;
  code = decode_order_send(&w->order, index);
  if (code >= 0) code = libav.avcodec_send_frame(w->codec, frame->frame);
  if (code < 0) return fail(code, "encoding", message);
  return drain(w, message);
}

int cvideo_writer_set_metadata(cvideo_writer *w, const char *key, const char *value) {
  return libav.av_dict_set(&w->format->metadata, key, value, 0);
}

int cvideo_writer_finish(cvideo_writer *w, char *message) {
  int code = write_head(w, message);
  if (code < 0) return code;
  code = libav.avcodec_send_frame(w->codec, NULL);
  if (code < 0) return fail(code, "encoding", message);
  code = drain(w, message);
  if (code < 0) return code;
  code = libav.av_write_trailer(w->format);
  if (code >= 0) {
    libav.avio_flush(w->format->pb);
    code = w->format->pb->error;
  }
  const int closed = libav.avio_closep(&w->format->pb);
  if (code >= 0) code = closed;
  return code < 0 ? fail(code, "writing the file", message) : 0;
}

void cvideo_writer_free(cvideo_writer *w) {
  if (!w) return;
  if (w->format && w->format->pb) libav.avio_closep(&w->format->pb);
  libav.av_dict_free(&w->container_options);
  decode_order_free(&w->order);
  libav.avcodec_free_context(&w->codec);
  libav.av_packet_free(&w->packet);
  libav.avformat_free_context(w->format);
  free(w);
}

int cvideo_frame_make_writable(cvideo_frame *f) { return libav.av_frame_make_writable(f->frame); }

uint8_t *cvideo_frame_plane(cvideo_frame *f, int plane) { return f->frame->data[plane]; }

size_t cvideo_frame_stride(cvideo_frame *f, int plane) {
  return (size_t)f->frame->linesize[plane];
}

void cvideo_frame_free(cvideo_frame *f) {
  if (!f) return;
  libav.av_frame_free(&f->frame);
  free(f);
}
