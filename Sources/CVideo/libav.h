#pragma once

// The functions of libav that are used, resolved at run time. Private to this module.

#include <libavcodec/avcodec.h>
#include <libavformat/avformat.h>
#include <libavutil/avutil.h>
#include <libavutil/dict.h>
#include <libavutil/opt.h>
#include <libavutil/pixdesc.h>

#define LIBAV_FUNCTIONS(X)                                                                        \
  X(avutil, av_version_info)                                                                      \
  X(avutil, av_strerror)                                                                          \
  X(avutil, av_mallocz)                                                                           \
  X(avutil, av_log_set_level)                                                                     \
  X(avutil, av_dict_set)                                                                          \
  X(avutil, av_dict_get)                                                                          \
  X(avutil, av_dict_free)                                                                         \
  X(avutil, av_dict_parse_string)                                                                 \
  X(avutil, av_frame_alloc)                                                                       \
  X(avutil, av_frame_free)                                                                        \
  X(avutil, av_frame_unref)                                                                       \
  X(avutil, av_frame_get_buffer)                                                                  \
  X(avutil, av_frame_make_writable)                                                               \
  X(avutil, av_get_pix_fmt)                                                                       \
  X(avutil, av_get_pix_fmt_name)                                                                  \
  X(avutil, av_color_primaries_name)                                                              \
  X(avutil, av_color_transfer_name)                                                               \
  X(avutil, av_color_space_name)                                                                  \
  X(avutil, av_color_range_name)                                                                  \
  X(avcodec, avcodec_version)                                                                     \
  X(avcodec, avcodec_find_encoder_by_name)                                                        \
  X(avcodec, avcodec_find_decoder)                                                                \
  X(avcodec, avcodec_find_decoder_by_name)                                                        \
  X(avcodec, avcodec_alloc_context3)                                                              \
  X(avcodec, avcodec_free_context)                                                                \
  X(avcodec, avcodec_open2)                                                                       \
  X(avcodec, avcodec_send_frame)                                                                  \
  X(avcodec, avcodec_receive_packet)                                                              \
  X(avcodec, avcodec_send_packet)                                                                 \
  X(avcodec, avcodec_receive_frame)                                                               \
  X(avcodec, avcodec_parameters_from_context)                                                     \
  X(avcodec, avcodec_parameters_to_context)                                                       \
  X(avcodec, avcodec_flush_buffers)                                                               \
  X(avcodec, avcodec_get_name)                                                                    \
  X(avcodec, avcodec_profile_name)                                                                \
  X(avcodec, av_packet_alloc)                                                                     \
  X(avcodec, av_new_packet)                                                                       \
  X(avcodec, av_packet_free)                                                                      \
  X(avcodec, av_packet_unref)                                                                     \
  X(avcodec, av_packet_move_ref)                                                                  \
  X(avcodec, av_packet_rescale_ts)                                                                \
  X(avformat, avformat_alloc_output_context2)                                                     \
  X(avformat, avformat_free_context)                                                              \
  X(avformat, avformat_new_stream)                                                                \
  X(avformat, avformat_write_header)                                                              \
  X(avformat, avformat_open_input)                                                                \
  X(avformat, avformat_close_input)                                                               \
  X(avformat, avformat_find_stream_info)                                                          \
  X(avformat, av_find_best_stream)                                                                \
  X(avformat, av_interleaved_write_frame)                                                         \
  X(avformat, av_write_trailer)                                                                   \
  X(avformat, av_read_frame)                                                                      \
  X(avformat, av_seek_frame)                                                                      \
  X(avformat, avio_open)                                                                          \
  X(avformat, avio_flush)                                                                         \
  X(avformat, avio_closep)

typedef struct {
#define LIBAV_MEMBER(library, function) __typeof__(&function) function;
  LIBAV_FUNCTIONS(LIBAV_MEMBER)
#undef LIBAV_MEMBER
} libav_table;

/// Filled by `cvideo_load`.
extern libav_table libav;
