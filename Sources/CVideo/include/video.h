#pragma once

#include <stddef.h>
#include <stdint.h>

// Writing and reading films through libavcodec and libavformat.
//
// The libraries are opened at first use: linked, they would cost every start of the process 50 ms.
// Every function that can fail returns 0 or a negative AVERROR code, and then leaves a message.

enum { CVIDEO_MESSAGE_LENGTH = 256 };

/// Opens the libraries; the message tells which Debian package is missing.
int cvideo_load(char *message);

/// The libraries' versions, such as "libavcodec 59.37.100".
int cvideo_version(char *version, char *message);

// MARK: Writing

typedef struct cvideo_writer cvideo_writer;
typedef struct cvideo_frame cvideo_frame;

typedef struct {
  const char *title;
  double start;
  /// Seconds.
  double end;
} cvideo_chapter;

typedef struct {
  const char *path;
  /// libavformat's name, and options as "key=value:key=value".
  const char *container;
  const char *container_options;
  /// libavcodec's names, and options as above.
  const char *codec;
  const char *codec_options;
  const char *pixel_format;
  int width;
  int height;
  /// Frames per second.
  int rate;
  /// Results depend on it, so it must not follow the machine.
  int threads;
  const cvideo_chapter *chapters;
  int chapter_count;
  /// Whether there will be captions.
  int has_captions;
} cvideo_settings;

int cvideo_writer_open(cvideo_writer **writer, const cvideo_settings *settings, char *message);

/// A frame in the writer's pixel format; null if there is no memory.
cvideo_frame *cvideo_writer_new_frame(cvideo_writer *writer);

/// Encodes a frame as number `index`, counted from 0; it is seen until the next one that is sent,
/// the last one for one frame's time. A key frame is one that players can start from; the encoder
/// may make others. The frame may be changed or sent again afterwards.
int cvideo_writer_send(cvideo_writer *writer, cvideo_frame *frame, int64_t index, int is_key,
                       char *message);

/// Adds a line of text that is to be seen from `start` to `end`, in seconds. Captions come in order
/// and do not overlap; they may come before the frames that they belong to.
int cvideo_writer_caption(cvideo_writer *writer, double start, double end, const char *text,
                          char *message);

/// States a fact about the film; at any time before it is finished. Some containers keep only what
/// was stated before the first frame was sent.
int cvideo_writer_set_metadata(cvideo_writer *writer, const char *key, const char *value);

/// Writes what is still to come and closes the file.
int cvideo_writer_finish(cvideo_writer *writer, char *message);

/// Closes the file if it is open.
void cvideo_writer_free(cvideo_writer *writer);

/// Makes sure that nobody else reads the frame's pixels. Returns 0 or a negative code.
int cvideo_frame_make_writable(cvideo_frame *frame);
uint8_t *cvideo_frame_plane(cvideo_frame *frame, int plane);
size_t cvideo_frame_stride(cvideo_frame *frame, int plane);
void cvideo_frame_free(cvideo_frame *frame);

// MARK: Reading

typedef struct cvideo_reader cvideo_reader;

/// Names are libav's and live as long as the process; "" where nothing is stated.
typedef struct {
  int width;
  int height;
  int64_t frame_count;
  double seconds;
  int rate_numerator;
  int rate_denominator;
  const char *codec;
  const char *profile;
  const char *pixel_format;
  const char *primaries;
  const char *transfer;
  const char *matrix;
  const char *range;
} cvideo_info;

int cvideo_reader_open(cvideo_reader **reader, const char *path, char *message);
cvideo_info cvideo_reader_info(cvideo_reader *reader);

/// Chapters, in order; `start` and `end` in seconds.
int cvideo_reader_chapter_count(cvideo_reader *reader);
cvideo_chapter cvideo_reader_chapter(cvideo_reader *reader, int index);

/// The next caption of a film that is only read for its captions: returns 1 if there is one, with
/// its text (cut off at `capacity`) and times, 0 at the end.
int cvideo_reader_caption(cvideo_reader *reader, char *text, size_t capacity, double *start,
                          double *end, char *message);

/// Goes to the last key frame that is not seen after `seconds`; what is decoded next begins there.
int cvideo_reader_seek(cvideo_reader *reader, double seconds, char *message);

/// When the last decoded frame begins, in seconds.
double cvideo_reader_time(cvideo_reader *reader);

/// A fact that the film states, or null. Good until the reader is freed.
const char *cvideo_reader_metadata(cvideo_reader *reader, const char *key);

/// Decodes the next frame to straight RGBA, rows without gaps. Returns 1 if there is one, 0 at the
/// end.
int cvideo_reader_next(cvideo_reader *reader, uint8_t *rgba, char *message);
void cvideo_reader_free(cvideo_reader *reader);
