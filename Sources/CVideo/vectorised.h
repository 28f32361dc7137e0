#pragma once

// The best vector instructions of the machine at hand; all arithmetic is on integers, so every
// version gives the same bytes.
#if defined(__x86_64__) && defined(__linux__)
#define VECTORISED __attribute__((target_clones("avx512bw", "avx2", "default")))
#else
#define VECTORISED
#endif
