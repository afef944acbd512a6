target datalayout = "e-m:e-p270:32:32-p271:32:32-p272:64:64-i64:64-i128:128-f80:128-n8:16:32:64-S128"
target triple = "x86_64-unknown-linux-gnu"

@.file.0 = private unnamed_addr constant [22 x i8] c"tests/llvm/scalars.cpi"
@.place.0 = private unnamed_addr constant { ptr, i64, i64, i64 } { ptr @.file.0, i64 22, i64 3, i64 52 }
@.place.1 = private unnamed_addr constant { ptr, i64, i64, i64 } { ptr @.file.0, i64 22, i64 3, i64 60 }

define i32 @mix(i32 %a0, i32 %a1) #0 {
entry:
  br label %b0
b0:
  %0 = add i32 %a0, %a1
  %1 = mul i32 %0, %a0
  %2 = and i32 %a0, 31
  %3 = shl i32 %a1, %2
  %4 = sub i32 %1, %3
  ret i32 %4
}

define i64 @quotient(i64 %a0, i64 %a1) #0 {
entry:
  br label %b0
b0:
  %0 = icmp eq i64 %a1, 0
  br i1 %0, label %div0, label %ok1
ok1:
  %1 = icmp eq i64 %a0, -9223372036854775808
  %2 = icmp eq i64 %a1, -1
  %3 = and i1 %1, %2
  br i1 %3, label %div2, label %ok3
ok3:
  %4 = sdiv i64 %a0, %a1
  %5 = icmp eq i64 %a1, 0
  br i1 %5, label %div4, label %ok5
ok5:
  %6 = icmp eq i64 %a1, -1
  %7 = select i1 %6, i64 1, i64 %a1
  %8 = srem i64 %a0, %7
  %9 = add i64 %4, %8
  ret i64 %9
div0:
  call void @cpi.rt.fault(i64 5, ptr @.place.0) #3
  unreachable
div2:
  call void @cpi.rt.fault(i64 6, ptr @.place.0) #3
  unreachable
div4:
  call void @cpi.rt.fault(i64 5, ptr @.place.1) #3
  unreachable
}

define zeroext i16 @third(i16 %a0) #0 {
entry:
  br label %b0
b0:
  %0 = udiv i16 %a0, 3
  ret i16 %0
}

define signext i8 @round(float %a0) #0 {
entry:
  br label %b0
b0:
  %0 = call i8 @llvm.fptosi.sat.i8.f32(float %a0)
  ret i8 %0
}

define zeroext i8 @both(i8 %a0, i64 %a1) #0 {
entry:
  %r2 = alloca i8, align 1
  br label %b0
b0:
  %0 = icmp ne i8 %a0, 0
  br i1 %0, label %b1, label %b2
b1:
  %1 = icmp sgt i64 %a1, 0
  %2 = zext i1 %1 to i8
  store i8 %2, ptr %r2
  br label %b3
b2:
  store i8 0, ptr %r2
  br label %b3
b3:
  %3 = load i8, ptr %r2
  %4 = icmp ne i8 %3, 0
  %5 = zext i1 %4 to i8
  ret i8 %5
}

define i64 @sum(i64 %a0) #0 {
entry:
  %r1 = alloca i64, align 8
  %r3 = alloca i64, align 8
  br label %b0
b0:
  store i64 0, ptr %r1
  store i64 0, ptr %r3
  br label %b3
b1:
  %0 = load i64, ptr %r1
  %1 = load i64, ptr %r3
  %2 = add i64 %0, %1
  store i64 %2, ptr %r1
  %3 = add i64 %1, 1
  store i64 %3, ptr %r3
  br label %b3
b2:
  %4 = load i64, ptr %r1
  ret i64 %4
b3:
  %5 = load i64, ptr %r3
  %6 = icmp slt i64 %5, %a0
  br i1 %6, label %b1, label %b2
}

@cpi.init = internal constant ptr @cpi.load, section ".init_array", align 8
@llvm.used = appending global [1 x ptr] [ptr @cpi.init], section "llvm.metadata"
define internal void @cpi.load() #0 section ".text.cpi" {
entry:
  call void @cpi.rt.start(i32 0, ptr null, ptr null)
  ret void
}

declare void @cpi.rt.fault(i64, ptr) #1
declare i8 @llvm.fptosi.sat.i8.f32(float)
declare void @cpi.rt.start(i32, ptr, ptr) #2

attributes #0 = { nounwind null_pointer_is_valid "probe-stack"="inline-asm" "frame-pointer"="all" "disable-tail-calls"="true" }
attributes #1 = { cold noreturn nounwind }
attributes #2 = { nounwind }
attributes #3 = { nomerge }
attributes #4 = { nounwind willreturn memory(none) }
attributes #5 = { noreturn nounwind }

