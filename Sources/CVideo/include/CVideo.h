#pragma once

#include "pixels.h"
#include "video.h"
