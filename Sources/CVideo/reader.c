#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "include/pixels.h"
#include "include/video.h"
#include "libav.h"

struct cvideo_reader {
  AVFormatContext *format;
  AVCodecContext *codec;
  AVStream *stream;
  AVPacket *packet;
  AVFrame *frame;
  int at_end;
  /// When the last decoded frame begins, in seconds.
  double time;
};

static int fail(int code, const char *what, char *message) {
  char reason[128] = "unknown error";
  libav.av_strerror(code, reason, sizeof reason);
  snprintf(message, CVIDEO_MESSAGE_LENGTH, "%s: %s", what, reason);
  return code;
}

static int open_stream(cvideo_reader *r, const char *path, char *message) {
  char url[4096];
  snprintf(url, sizeof url, "file:%s", path);
  int code = libav.avformat_open_input(&r->format, url, NULL, NULL);
  if (code < 0) return fail(code, "opening the file", message);
  code = libav.avformat_find_stream_info(r->format, NULL);
  if (code < 0) return fail(code, "reading the file", message);
  const AVCodec *decoder = NULL;
  code = libav.av_find_best_stream(r->format, AVMEDIA_TYPE_VIDEO, -1, -1, &decoder, 0);
  if (code < 0) return fail(code, "looking for pictures in the file", message);
  r->stream = r->format->streams[code];
  // libav's own decoder of VP9 knows no opacity.
  if (libav.av_dict_get(r->stream->metadata, "alpha_mode", NULL, 0)) {
    const AVCodec *other = libav.avcodec_find_decoder_by_name("libvpx-vp9");
    if (other) decoder = other;
  }
  r->codec = libav.avcodec_alloc_context3(decoder);
  r->packet = libav.av_packet_alloc();
  r->frame = libav.av_frame_alloc();
  if (!r->codec || !r->packet || !r->frame)
    return fail(AVERROR(ENOMEM), "reading the file", message);
  code = libav.avcodec_parameters_to_context(r->codec, r->stream->codecpar);
  if (code >= 0) code = libav.avcodec_open2(r->codec, decoder, NULL);
  return code < 0 ? fail(code, "starting the decoder", message) : 0;
}

int cvideo_reader_open(cvideo_reader **reader, const char *path, char *message) {
  int code = cvideo_load(message);
  if (code < 0) return code;
  cvideo_reader *r = calloc(1, sizeof *r);
  if (!r) return fail(AVERROR(ENOMEM), "reading the file", message);
  code = open_stream(r, path, message);
  if (code < 0) {
    cvideo_reader_free(r);
    return code;
  }
  *reader = r;
  return 0;
}

static const char *or_empty(const char *text) { return text ? text : ""; }

/// The length in seconds; 0 if the file does not tell it.
static double duration(cvideo_reader *r) {
  const AVStream *stream = r->stream;
  if (stream->duration != AV_NOPTS_VALUE)
    return (double)stream->duration * stream->time_base.num / stream->time_base.den;
  return r->format->duration == AV_NOPTS_VALUE ? 0 : r->format->duration / (double)AV_TIME_BASE;
}

cvideo_info cvideo_reader_info(cvideo_reader *r) {
  const AVCodecParameters *p = r->stream->codecpar;
  const AVRational rate = r->stream->avg_frame_rate;
  return (cvideo_info){
      .width = p->width,
      .height = p->height,
      .frame_count = r->stream->nb_frames,
      .seconds = duration(r),
      .rate_numerator = rate.num,
      .rate_denominator = rate.den,
      .codec = or_empty(libav.avcodec_get_name(p->codec_id)),
      .profile = or_empty(libav.avcodec_profile_name(p->codec_id, p->profile)),
      .pixel_format = or_empty(libav.av_get_pix_fmt_name(p->format)),
      .primaries = or_empty(libav.av_color_primaries_name(p->color_primaries)),
      .transfer = or_empty(libav.av_color_transfer_name(p->color_trc)),
      .matrix = or_empty(libav.av_color_space_name(p->color_space)),
      .range = or_empty(libav.av_color_range_name(p->color_range)),
  };
}

const char *cvideo_reader_metadata(cvideo_reader *r, const char *key) {
  const AVDictionaryEntry *entry = libav.av_dict_get(r->format->metadata, key, NULL, 0);
  return entry ? entry->value : NULL;
}

/// Gives the decoder the next packet of the pictures, or the news that there is none.
static int feed(cvideo_reader *r) {
  for (;;) {
    int code = libav.av_read_frame(r->format, r->packet);
    if (code == AVERROR_EOF) {
      r->at_end = 1;
      return libav.avcodec_send_packet(r->codec, NULL);
    }
    if (code < 0) return code;
    const int is_picture = r->packet->stream_index == r->stream->index;
    if (is_picture) code = libav.avcodec_send_packet(r->codec, r->packet);
    libav.av_packet_unref(r->packet);
    if (is_picture) return code;
  }
}

/// Straight RGBA of a frame; negative for kinds of pixels that none of our files have.
static int to_rgba(const AVFrame *f, uint8_t *rgba) {
  const size_t width = (size_t)f->width, height = (size_t)f->height;
  const size_t stride = (size_t)f->linesize[0];
  const uint8_t *source = f->data[0];
  switch (f->format) {
    case AV_PIX_FMT_YUV420P:
    case AV_PIX_FMT_YUVA420P:
      cvideo_from_yuv420(f->data[0], stride, f->data[1], f->data[2], (size_t)f->linesize[1], rgba,
                         width, height);
      if (f->format == AV_PIX_FMT_YUV420P) return 0;
      for (size_t i = 0; i < width * height; i++)
        rgba[4 * i + 3] = f->data[3][(size_t)f->linesize[3] * (i / width) + i % width];
      return 0;
    case AV_PIX_FMT_RGBA:
    case AV_PIX_FMT_BGRA:
    case AV_PIX_FMT_RGB24: {
      const size_t channels = f->format == AV_PIX_FMT_RGB24 ? 3 : 4;
      const int swap = f->format == AV_PIX_FMT_BGRA;
      for (size_t y = 0; y < height; y++) {
        for (size_t x = 0; x < width; x++, rgba += 4) {
          const uint8_t *p = source + stride * y + channels * x;
          rgba[0] = p[swap ? 2 : 0];
          rgba[1] = p[1];
          rgba[2] = p[swap ? 0 : 2];
          rgba[3] = channels == 4 ? p[3] : 255;
        }
      }
      return 0;
    }
    default: return AVERROR_PATCHWELCOME;
  }
}

int cvideo_reader_next(cvideo_reader *r, uint8_t *rgba, char *message) {
  int code;
  while ((code = libav.avcodec_receive_frame(r->codec, r->frame)) == AVERROR(EAGAIN) &&
         !r->at_end) {
    code = feed(r);
    if (code < 0) return fail(code, "reading the file", message);
  }
  if (code == AVERROR_EOF) return 0;
  if (code < 0) return fail(code, "decoding", message);
  code = to_rgba(r->frame, rgba);
  const AVRational unit = r->stream->time_base;
  r->time = r->frame->best_effort_timestamp * (double)unit.num / (double)unit.den;
  libav.av_frame_unref(r->frame);
  return code < 0 ? fail(code, "only some kinds of pixels can be shown; decoding", message) : 1;
}

int cvideo_reader_seek(cvideo_reader *r, double seconds, char *message) {
  const AVRational unit = r->stream->time_base;
  // Rounded, so that a frame's own time does not lie just before it.
  const int64_t time = (int64_t)(seconds * unit.den / unit.num + 0.5);
  const int code =
      libav.av_seek_frame(r->format, r->stream->index, time, AVSEEK_FLAG_BACKWARD);
  if (code < 0) return fail(code, "looking for a time", message);
  libav.avcodec_flush_buffers(r->codec);
  r->at_end = 0;
  return 0;
}

double cvideo_reader_time(cvideo_reader *r) { return r->time; }

int cvideo_reader_chapter_count(cvideo_reader *r) { return (int)r->format->nb_chapters; }

cvideo_chapter cvideo_reader_chapter(cvideo_reader *r, int index) {
  const AVChapter *c = r->format->chapters[index];
  const double unit = (double)c->time_base.num / (double)c->time_base.den;
  const AVDictionaryEntry *title = libav.av_dict_get(c->metadata, "title", NULL, 0);
  return (cvideo_chapter){.title = title ? title->value : "",
                          .start = (double)c->start * unit,
                          .end = (double)c->end * unit};
}

int cvideo_reader_caption(cvideo_reader *r, char *text, size_t capacity, double *start,
                          double *end, char *message) {
  for (;;) {
    const int code = libav.av_read_frame(r->format, r->packet);
    if (code == AVERROR_EOF) return 0;
    if (code < 0) return fail(code, "reading the file", message);
    const AVStream *s = r->format->streams[r->packet->stream_index];
    const size_t head = s->codecpar->codec_id == AV_CODEC_ID_MOV_TEXT ? 2 : 0;
    const size_t size = (size_t)r->packet->size;
    const int is_caption = s->codecpar->codec_type == AVMEDIA_TYPE_SUBTITLE && size > head;
    if (is_caption) {
      const size_t length = size - head < capacity - 1 ? size - head : capacity - 1;
      memcpy(text, r->packet->data + head, length);
      text[length] = 0;
      const double unit = (double)s->time_base.num / (double)s->time_base.den;
      *start = (double)r->packet->pts * unit;
      *end = *start + (double)r->packet->duration * unit;
    }
    libav.av_packet_unref(r->packet);
    if (is_caption) return 1;
  }
}

void cvideo_reader_free(cvideo_reader *r) {
  if (!r) return;
  libav.av_frame_free(&r->frame);
  libav.av_packet_free(&r->packet);
  libav.avcodec_free_context(&r->codec);
  libav.avformat_close_input(&r->format);
  free(r);
}
