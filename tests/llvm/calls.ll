target datalayout = "e-m:e-p270:32:32-p271:32:32-p272:64:64-i64:64-i128:128-f80:128-n8:16:32:64-S128"
target triple = "x86_64-unknown-linux-gnu"

@"&level" = internal global [8 x i8] c"\01\00\00\00\00\00\00\00", align 8
@"&NAMES" = hidden global <{ ptr, [8 x i8], ptr, [8 x i8] }> <{ ptr @"&string literal.1", [8 x i8] c"\04\00\00\00\00\00\00\00", ptr @"&string literal.2", [8 x i8] c"\03\00\00\00\00\00\00\00" }>, section ".data.rel.ro", align 8
@"&string literal" = hidden global [7 x i8] c"%d %f\0A\00", section ".data.rel.ro", align 1
@"&string literal.1" = hidden global [4 x i8] c"zero", section ".data.rel.ro", align 1
@"&string literal.2" = hidden global [3 x i8] c"one", section ".data.rel.ro", align 1
@.file.0 = private unnamed_addr constant [20 x i8] c"tests/llvm/calls.cpi"
@.place.0 = private unnamed_addr constant { ptr, i64, i64, i64 } { ptr @.file.0, i64 20, i64 15, i64 38 }

define { i64, i64 } @pairs(i64 %a0.0, i64 %a0.1) #0 {
entry:
  %s0 = alloca [40 x i8], align 8
  %t0 = alloca [16 x i8], align 16
  %t1 = alloca [16 x i8], align 16
  store i64 %a0.0, ptr %t0, align 1
  %0 = getelementptr inbounds i8, ptr %t0, i64 8
  store i64 %a0.1, ptr %0, align 1
  %1 = load i64, ptr %t0, align 1
  %2 = getelementptr inbounds i8, ptr %t0, i64 8
  %3 = load i64, ptr %2, align 1
  br label %b0
b0:
  %4 = call { i64, i64 } @"swap()"(i64 %1, i64 %3) #3
  %5 = extractvalue { i64, i64 } %4, 0
  %6 = extractvalue { i64, i64 } %4, 1
  store i64 %5, ptr %t1, align 1
  %7 = getelementptr inbounds i8, ptr %t1, i64 8
  store i64 %6, ptr %7, align 1
  %8 = load i64, ptr %t1, align 1
  %9 = insertvalue { i64, i64 } poison, i64 %8, 0
  %10 = getelementptr inbounds i8, ptr %t1, i64 8
  %11 = load i64, ptr %10, align 1
  %12 = insertvalue { i64, i64 } %9, i64 %11, 1
  ret { i64, i64 } %12
}

define void @bigs(ptr sret([32 x i8]) align 8 noalias %result, ptr byval([32 x i8]) align 8 %a0) #0 {
entry:
  %s0 = alloca [40 x i8], align 8
  br label %b0
b0:
  %0 = load i64, ptr @"&level", align 1, !tbaa !2
  call void @"grow()"(ptr %result, ptr %a0, i64 %0) #3
  ret void
}

define { <2 x float>, i32 } @small(<2 x float> %a0.0, i32 %a0.1) #0 {
entry:
  %t0 = alloca [12 x i8], align 16
  %t1 = alloca [12 x i8], align 16
  store <2 x float> %a0.0, ptr %t1, align 1
  %0 = getelementptr inbounds i8, ptr %t1, i64 8
  store i32 %a0.1, ptr %0, align 1
  br label %b0
b0:
  call void @llvm.memmove.p0.p0.i64(ptr %t0, ptr %t1, i64 12, i1 false)
  %1 = load <2 x float>, ptr %t0, align 1
  %2 = insertvalue { <2 x float>, i32 } poison, <2 x float> %1, 0
  %3 = getelementptr inbounds i8, ptr %t0, i64 8
  %4 = load i32, ptr %3, align 1
  %5 = insertvalue { <2 x float>, i32 } %2, i32 %4, 1
  ret { <2 x float>, i32 } %5
}

define ptr @name(i64 %a0) #0 {
entry:
  br label %b0
b0:
  %0 = icmp sge i64 %a0, 0
  %1 = icmp slt i64 %a0, 2
  %2 = and i1 %0, %1
  br i1 %2, label %ok1, label %bounds0
ok1:
  %3 = getelementptr inbounds [16 x i8], ptr @"&NAMES", i64 %a0
  %4 = load ptr, ptr %3, align 1, !tbaa !4
  ret ptr %4
bounds0:
  call void @cpi.rt.bounds(i64 %a0, i64 2, ptr @.place.0) #3
  unreachable
}

define i32 @shown(i32 %a0) #0 {
entry:
  %t0 = alloca [8 x i8], align 16
  br label %b0
b0:
  %0 = call i64 @div(i32 %a0, i32 7) #3
  store i64 %0, ptr %t0, align 1
  %1 = load i32, ptr %t0, align 1
  %2 = getelementptr inbounds i8, ptr %t0, i64 4
  %3 = load i32, ptr %2, align 1
  %4 = call i32 (ptr, ...) @printf(ptr @"&string literal", i32 %1, double 0x3FE0000000000000) #3
  ret i32 %4
}

define internal { i64, i64 } @"swap()"(i64 %p0, i64 %p1) #0 {
entry:
  br label %b0
b0:
  %0 = insertvalue { i64, i64 } poison, i64 %p1, 0
  %1 = insertvalue { i64, i64 } %0, i64 %p0, 1
  ret { i64, i64 } %1
}

define internal void @"grow()"(ptr noalias nocapture noundef nonnull dereferenceable(32) %p0, ptr noalias nocapture noundef nonnull readonly dereferenceable(32) %p1, i64 %p2) #0 {
entry:
  %s0 = alloca [32 x i8], align 8
  br label %b0
b0:
  call void @llvm.memmove.p0.p0.i64(ptr %s0, ptr %p1, i64 32, i1 false)
  %0 = load i64, ptr %s0, align 1, !tbaa !2
  %1 = add i64 %0, %p2
  store i64 %1, ptr %s0, align 1, !tbaa !2
  call void @llvm.memmove.p0.p0.i64(ptr %p0, ptr %s0, i64 32, i1 false)
  ret void
}

@cpi.init = internal constant ptr @cpi.load, section ".init_array", align 8
@llvm.used = appending global [1 x ptr] [ptr @cpi.init], section "llvm.metadata"
define internal void @cpi.load() #0 section ".text.cpi" {
entry:
  call void @cpi.rt.start(i32 0, ptr null, ptr null)
  ret void
}

declare i64 @div(i32, i32) #2
declare i32 @printf(ptr, ...) #2
declare void @llvm.memmove.p0.p0.i64(ptr, ptr, i64, i1)
declare void @cpi.rt.bounds(i64, i64, ptr) #1
declare void @cpi.rt.start(i32, ptr, ptr) #2

attributes #0 = { nounwind null_pointer_is_valid "probe-stack"="inline-asm" "frame-pointer"="all" "disable-tail-calls"="true" }
attributes #1 = { cold noreturn nounwind }
attributes #2 = { nounwind }
attributes #3 = { nomerge }
attributes #4 = { nounwind willreturn memory(none) }
attributes #5 = { noreturn nounwind }

!0 = !{!"cpi"}
!1 = !{!"number", !0, i64 0}
!2 = !{!1, !1, i64 0}
!3 = !{!"address", !0, i64 0}
!4 = !{!3, !3, i64 0}
