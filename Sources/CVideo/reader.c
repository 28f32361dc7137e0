#include <stdio.h>
#include <stdlib.h>

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

cvideo_info cvideo_reader_info(cvideo_reader *r) {
  const AVCodecParameters *p = r->stream->codecpar;
  const AVRational rate = r->stream->avg_frame_rate;
  return (cvideo_info){
      .width = p->width,
      .height = p->height,
      .frame_count = r->stream->nb_frames,
      .seconds = r->stream->duration * (double)r->stream->time_base.num /
                 (double)r->stream->time_base.den,
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

int cvideo_reader_next(cvideo_reader *r, uint8_t *rgba, char *message) {
  int code;
  while ((code = libav.avcodec_receive_frame(r->codec, r->frame)) == AVERROR(EAGAIN) &&
         !r->at_end) {
    code = feed(r);
    if (code < 0) return fail(code, "reading the file", message);
  }
  if (code == AVERROR_EOF) return 0;
  if (code < 0) return fail(code, "decoding", message);
  if (r->frame->format != AV_PIX_FMT_YUV420P) {
    return fail(AVERROR_PATCHWELCOME, "only films in yuv420p can be shown as pixels", message);
  }
  cvideo_from_yuv420(r->frame->data[0], (size_t)r->frame->linesize[0], r->frame->data[1],
                     r->frame->data[2], (size_t)r->frame->linesize[1], rgba,
                     (size_t)r->frame->width, (size_t)r->frame->height);
  libav.av_frame_unref(r->frame);
  return 1;
}

void cvideo_reader_free(cvideo_reader *r) {
  if (!r) return;
  libav.av_frame_free(&r->frame);
  libav.av_packet_free(&r->packet);
  libav.avcodec_free_context(&r->codec);
  libav.avformat_close_input(&r->format);
  free(r);
}
