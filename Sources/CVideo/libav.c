#include "libav.h"

#include <dlfcn.h>
#include <pthread.h>
#include <stdio.h>
#include <string.h>

#include "include/video.h"

libav_table libav;

static char load_error[CVIDEO_MESSAGE_LENGTH];

#define TEXT(x) #x
#define VALUE(x) TEXT(x)
#define SONAME(name, major) "lib" #name ".so." VALUE(major)
#define PACKAGE(name, major) "lib" #name VALUE(major)

static void *open_library(const char *soname, const char *package) {
  void *library = dlopen(soname, RTLD_NOW | RTLD_LOCAL);
  if (!library && !load_error[0]) {
    snprintf(load_error, sizeof load_error,
             "%s, which writes films, can't be opened; install the Debian package %s, or build "
             "Lantern again if another version is installed",
             soname, package);
  }
  return library;
}

static void load(void) {
  // Opened from the bottom up, so that each finds the one below in memory.
  void *avutil = open_library(SONAME(avutil, LIBAVUTIL_VERSION_MAJOR),
                              PACKAGE(avutil, LIBAVUTIL_VERSION_MAJOR));
  void *avcodec = open_library(SONAME(avcodec, LIBAVCODEC_VERSION_MAJOR),
                               PACKAGE(avcodec, LIBAVCODEC_VERSION_MAJOR));
  void *avformat = open_library(SONAME(avformat, LIBAVFORMAT_VERSION_MAJOR),
                                PACKAGE(avformat, LIBAVFORMAT_VERSION_MAJOR));
  if (load_error[0]) return;
#define LIBAV_RESOLVE(library, function)                                                          \
  *(void **)&libav.function = dlsym(library, #function);                                          \
  if (!libav.function && !load_error[0])                                                          \
    snprintf(load_error, sizeof load_error, "the installed lib" #library                          \
             " lacks " #function "; build Lantern again with the headers of that version");
  LIBAV_FUNCTIONS(LIBAV_RESOLVE)
#undef LIBAV_RESOLVE
  // What goes wrong is reported by return codes; the libraries' own remarks stay off the terminal.
  if (!load_error[0]) libav.av_log_set_level(AV_LOG_QUIET);
}

int cvideo_load(char *message) {
  static pthread_once_t once = PTHREAD_ONCE_INIT;
  pthread_once(&once, load);
  if (!load_error[0]) return 0;
  memcpy(message, load_error, sizeof load_error);
  return AVERROR_EXTERNAL;
}

int cvideo_version(char *version, char *message) {
  const int code = cvideo_load(message);
  if (code < 0) return code;
  const unsigned v = libav.avcodec_version();
  snprintf(version, CVIDEO_MESSAGE_LENGTH, "libavcodec %u.%u.%u%s", v >> 16, v >> 8 & 255, v & 255,
           libav.avcodec_find_encoder_by_name("libx264") ? " with libx264" : " without libx264");
  return 0;
}
