#pragma once

#include <stddef.h>
#include <stdint.h>

// Loops over pixels. "cairo" stands for Cairo's CAIRO_FORMAT_ARGB32: 32-bit words, premultiplied,
// in memory blue, green, red, opacity. "rgba" is straight, in memory red, green, blue, opacity.

/// Straight RGBA, rows without gaps, to Cairo's format.
void cvideo_premultiply(const uint8_t *rgba, uint8_t *cairo, size_t cairo_stride,
                        size_t width, size_t height);

/// Cairo's format to straight RGBA, rows without gaps.
void cvideo_unpremultiply(const uint8_t *cairo, size_t cairo_stride, uint8_t *rgba,
                          size_t width, size_t height);

/// A rectangle of Cairo's format to straight rows of RGB, or of RGBA with 4 channels, without gaps.
void cvideo_pack(const uint8_t *cairo, size_t cairo_stride, uint8_t *rows, size_t channels,
                 size_t width, size_t height);

/// Whether every pixel is opaque.
int cvideo_is_opaque(const uint8_t *cairo, size_t cairo_stride, size_t width, size_t height);

/// PNG's filter "up": each row becomes a byte 2 and its differences from the row above.
void cvideo_filter_up(const uint8_t *rows, uint8_t *filtered, size_t row_length, size_t count);

/// Cairo's format to RGB rows filtered by "up", in place: fresh memory costs more than the work.
/// Afterwards the image starts with `height` rows of `3 * width + 1` bytes. The opacity is ignored.
/// `scratch` has room for two rows of RGB.
void cvideo_filter_up_rgb(uint8_t *cairo, size_t cairo_stride, uint8_t *scratch,
                          size_t width, size_t height);

/// Cairo's format to YUV 4:2:0 by ITU-R BT.709 in limited range; a colour sample is the mean of its
/// four pixels. Width and height are even; the opacity is ignored.
void cvideo_to_yuv420(const uint8_t *cairo, size_t cairo_stride, uint8_t *y, size_t y_stride,
                      uint8_t *u, uint8_t *v, size_t uv_stride, size_t width, size_t height);

/// The same with straight colours and their opacity, in full range.
void cvideo_to_yuva420(const uint8_t *cairo, size_t cairo_stride, uint8_t *y, size_t y_stride,
                       uint8_t *u, uint8_t *v, size_t uv_stride, uint8_t *a, size_t a_stride,
                       size_t width, size_t height);

/// The way back, to opaque RGBA without gaps; the four pixels of a colour sample share it.
void cvideo_from_yuv420(const uint8_t *y, size_t y_stride, const uint8_t *u, const uint8_t *v,
                        size_t uv_stride, uint8_t *rgba, size_t width, size_t height);

// MARK: Palettes

/// Pixels whose colours agree in the upper six bits of each component.
typedef struct {
  uint32_t count;
  uint64_t red, green, blue;
  /// 0xRRGGBB: the colour of most of the pixels, if one has most.
  uint32_t color;
  uint32_t votes;
} cvideo_color_bin;

/// Counts the pixels that are more opaque than not in 2¹⁸ bins.
void cvideo_count_colors(const uint8_t *cairo, size_t cairo_stride, size_t width, size_t height,
                         cvideo_color_bin *bins);

typedef struct cvideo_palette cvideo_palette;

/// Up to 256 colours, three bytes each; null if there is no memory. For one thread at a time.
cvideo_palette *cvideo_palette_new(const uint8_t *rgb, int count);
void cvideo_palette_free(cvideo_palette *palette);

/// The place of each pixel's nearest colour; `transparent`, if it is not negative, for pixels that
/// are less opaque than not.
void cvideo_palette_map(cvideo_palette *palette, const uint8_t *cairo, size_t cairo_stride,
                        uint8_t *indices, size_t index_stride, int transparent, size_t width,
                        size_t height);

/// GIF's compression (Lempel, Ziv and Welch) of `count` symbols below 2^`symbol_bits`, in blocks of
/// up to 255 bytes, with the empty block at the end. Where `is_free` is given and not 0, the symbol
/// may as well be `transparent`. `out` has room for `2 * count + 1024` bytes. Returns how many
/// there are, 0 if there is no memory.
size_t cvideo_lzw(const uint8_t *indices, const uint8_t *is_free, size_t count, int transparent,
                  int symbol_bits, uint8_t *out);

/// The hash XXH64 (Yann Collet's specification, 0.1.1) of `count` bytes.
uint64_t cvideo_hash(const uint8_t *bytes, size_t count, uint64_t seed);
